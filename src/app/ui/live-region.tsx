/** The app's only polite live region. The announcer decides when it speaks. */
import { useSyncExternalStore } from 'react'
import { createAnnouncer } from './announcer.ts'

const announcer = createAnnouncer()

export const { announce } = announcer

const subscribe = (listener: () => void): (() => void) => {
  const gone = new AbortController()
  const { signal } = gone
  document.addEventListener('input', announcer.busy, { signal })
  document.addEventListener('focusin', announcer.busy, { signal })
  const unsubscribe = announcer.subscribe(listener)
  return () => {
    gone.abort()
    unsubscribe()
  }
}

export const LiveRegion = () => (
  <div role="status" aria-live="polite" className="sr-only">
    {useSyncExternalStore(subscribe, announcer.spoken)}
  </div>
)
