/**
 * The one polite live region of the app. It waits for a pause, speaks at most every five seconds, keeps only the
 * newest sentence that waits, and never says the same twice running (interaction 3.11).
 */
import { useSyncExternalStore } from 'react'

const PAUSE_MS = 1000
const SPACING_MS = 5000

let spoken = ''
let waiting = ''
let spokenAt = Number.NEGATIVE_INFINITY
let timer = 0
const listeners = new Set<() => void>()

const speak = () => {
  spoken = waiting
  spokenAt = Date.now()
  for (const listener of listeners) listener()
}

/** Says a sentence to those who cannot see it appear. */
export const announce = (text: string): void => {
  if (text === '' || text === spoken) return
  waiting = text
  window.clearTimeout(timer)
  timer = window.setTimeout(speak, Math.max(PAUSE_MS, spokenAt + SPACING_MS - Date.now()))
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const LiveRegion = () => (
  <div role="status" aria-live="polite" className="sr-only">
    {useSyncExternalStore(subscribe, () => spoken)}
  </div>
)
