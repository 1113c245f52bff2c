/** Blocks a second press before the first has rendered. */
import { useRef } from 'react'

/** Returns a function that runs a task, and returns null without running it while an earlier one is running. */
export const useOnce = () => {
  const isBusy = useRef(false)
  return async <T>(task: () => Promise<T>): Promise<T | null> => {
    if (isBusy.current) return null
    isBusy.current = true
    try {
      return await task()
    } finally {
      isBusy.current = false
    }
  }
}
