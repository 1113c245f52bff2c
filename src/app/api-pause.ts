/**
 * How long the API accepts no calls, as reported by every answer that names a wait. The header, the form and the
 * outcome of Create all show this countdown, so that they never differ.
 */
import { useSyncExternalStore } from 'react'
import { createListeners } from './ui/listeners.ts'

/** Seconds to wait if an answer does not say how long. */
const DEFAULT_S = 60
const SECOND = 1000

export interface ApiPause {
  /** Pauses for this long from now, unless the pause is already longer. @param seconds null if the answer did not say how long */
  extend(seconds: number | null): void
  /** End of the pause in milliseconds since the epoch; in the past when there is no pause. */
  until(): number
  /** Whole seconds left; 0 when there is no pause. */
  left(): number
  subscribe(listener: () => void): () => void
}

export const createApiPause = (): ApiPause => {
  let until = 0
  let left = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const listeners = createListeners()

  const tick = () => {
    const ms = until - Date.now()
    left = Math.max(0, Math.ceil(ms / SECOND))
    if (left > 0) timer = setTimeout(tick, ms - (left - 1) * SECOND)
    listeners.tell()
  }

  return {
    extend(seconds) {
      const next = Date.now() + (seconds ?? DEFAULT_S) * SECOND
      // Answers round up to whole seconds: an end less than a second later is the same end.
      if (next < until + SECOND) return
      until = next
      clearTimeout(timer)
      tick()
    },
    until: () => until,
    left: () => left,
    subscribe: listeners.subscribe,
  }
}

export const apiPause = createApiPause()

/** Whole seconds until the API accepts calls again, updated every second; 0 when it accepts them. */
export const usePauseLeft = (): number => useSyncExternalStore(apiPause.subscribe, apiPause.left)

/** `4:22` */
export const countdown = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
