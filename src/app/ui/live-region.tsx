/** The app's polite live region. The announcer decides when it speaks. A dialog has another one for the same text. */
import { useEffect, useSyncExternalStore } from 'react'
import { createAnnouncer } from './announcer.ts'

const announcer = createAnnouncer()

export const { announce } = announcer

export const useSpoken = (): string => useSyncExternalStore(announcer.subscribe, announcer.spoken)

/** Rendered once, and never removed. */
export const LiveRegion = () => {
  useEffect(() => {
    for (const type of ['input', 'focusin']) document.addEventListener(type, announcer.busy)
  }, [])
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {useSpoken()}
    </div>
  )
}
