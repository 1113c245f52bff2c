/** The one polite live region of the app. When it speaks is the announcer's business. */
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
