/** The account's rate limit: so many calls in a window, then nothing until five minutes have passed. */
import { type Allowance, RATE } from './answers.ts'

interface Window {
  startedAt: number
  calls: number
}

/** @param now milliseconds since the epoch */
export const createLimiter = (now: () => number, limit: number = RATE.limit) => {
  const windows = new Map<string, Window>()
  const windowMs = RATE.windowS * 1000
  return {
    /** Counts one call. `blocked` when it is one too many. */
    spend(accountId: string): Allowance & { blocked: boolean } {
      const known = windows.get(accountId)
      const window = known && now() < known.startedAt + windowMs ? known : { startedAt: now(), calls: 0 }
      windows.set(accountId, window)
      window.calls++
      // The block lasts the full five minutes from the call that was one too many.
      if (window.calls === limit + 1) window.startedAt = now()
      return {
        remaining: Math.max(0, limit - window.calls),
        resetS: Math.ceil((window.startedAt + windowMs - now()) / 1000),
        blocked: window.calls > limit,
      }
    },
  }
}
