/**
 * Until when the API takes no calls, told by every answer that names a wait, and the one countdown that is shown
 * of it: the header, the form and what became of Create all read it here, so that no two waits differ.
 */
import { useSyncExternalStore } from 'react'

/** When an answer does not say how long to wait, in seconds. */
const UNTOLD_S = 60
const SECOND = 1000

export interface ApiPause {
  /** @param seconds how long from now; null when the answer did not say */
  tell(seconds: number | null): void
  /** In milliseconds since the epoch; in the past when there is no pause. */
  until(): number
  /** Whole seconds left; 0 when there is no pause. */
  left(): number
  subscribe(listener: () => void): () => void
}

export const createApiPause = (): ApiPause => {
  let until = 0
  let left = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const listeners = new Set<() => void>()

  const tick = () => {
    const ms = until - Date.now()
    left = Math.max(0, Math.ceil(ms / SECOND))
    if (left > 0) timer = setTimeout(tick, ms - (left - 1) * SECOND)
    for (const listener of listeners) listener()
  }

  return {
    tell(seconds) {
      const next = Date.now() + (seconds ?? UNTOLD_S) * SECOND
      // Answers round up to whole seconds: an end that is less than one later is the same end.
      if (next < until + SECOND) return
      until = next
      clearTimeout(timer)
      tick()
    },
    until: () => until,
    left: () => left,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const apiPause = createApiPause()

/** Whole seconds until the API takes calls again; 0 when it does. Ticks. */
export const usePauseLeft = (): number => useSyncExternalStore(apiPause.subscribe, apiPause.left)

/** `4:22` */
export const countdown = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
