/** The pause after the API's limit was reached: no check is sent before it ends. */
import { createOneTimer, type TimerDeps } from './one-timer.ts'

export interface Pause {
  /** When it ends, in milliseconds since the epoch; null without a pause. */
  until(): number | null
  /** Starts a pause, or extends the current one; an earlier end shortens none. */
  extend(until: number): void
}

/** @param ended called when a pause has ended */
export const createPause = (deps: TimerDeps & { now(): number }, ended: () => void): Pause => {
  const timer = createOneTimer(deps)
  let end: number | null = null
  return {
    until: () => end,
    extend(until) {
      if (until <= Math.max(deps.now(), end ?? 0)) return
      end = until
      const resume = () => {
        end = null
        ended()
      }
      timer.plan(resume, until - deps.now())
    },
  }
}
