/**
 * Choices and looks stored on this device; the keys of those about one tunnel end with its ID. If storage is blocked or
 * its content invalid, a choice is lost with the page.
 */
import { useCallback, useState } from 'react'

export const readKept = (key: string): unknown => {
  try {
    return JSON.parse(localStorage.getItem(`tunneldesk.${key}`) ?? 'null')
  } catch {
    return null
  }
}

/** @param value null removes the entry @returns whether it was stored */
export const writeKept = (key: string, value: unknown): boolean => {
  try {
    if (value === null) localStorage.removeItem(`tunneldesk.${key}`)
    else localStorage.setItem(`tunneldesk.${key}`, JSON.stringify(value))
    return true
  } catch {
    return false
  }
}

/** @param parse accepts any stored value, and null if nothing is stored */
export const useKept = <T>(key: string, parse: (kept: unknown) => T): [T, (value: T) => void] => {
  const [value, setValue] = useState(() => parse(readKept(key)))
  const set = useCallback(
    (next: T) => {
      setValue(next)
      writeKept(key, next)
    },
    [key],
  )
  return [value, set]
}
