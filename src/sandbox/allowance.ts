/** The account's rate limit: so many calls in a window, then nothing until five minutes have passed. */

/** 1,200 requests in 300 seconds, as the limits page has it (docs/api.md, Rate limits). */
export const RATE = { limit: 1200, windowS: 300 }

export interface Allowance {
  limit: number
  remaining: number
  resetS: number
  /** This call was one too many, or came before the block was over. */
  blocked: boolean
}

/** Accounts whose windows are remembered; who asks for more at once than this has more than one. */
const MOST_ACCOUNTS = 2000

/** @param now milliseconds since the epoch @param limit calls per window */
export const createLimiter = (now: () => number, limit: number = RATE.limit) => {
  const windows = new Map<string, { startedAt: number; calls: number }>()
  const windowMs = RATE.windowS * 1000
  /** Counts one call. */
  return (accountId: string): Allowance => {
    const known = windows.get(accountId)
    const window = known && now() < known.startedAt + windowMs ? known : { startedAt: now(), calls: 0 }
    windows.delete(accountId)
    windows.set(accountId, window)
    const [oldest] = windows.keys()
    if (windows.size > MOST_ACCOUNTS && oldest !== undefined) windows.delete(oldest)
    window.calls++
    // The block lasts the full five minutes from the call that was one too many.
    if (window.calls === limit + 1) window.startedAt = now()
    return {
      limit,
      remaining: Math.max(0, limit - window.calls),
      resetS: Math.ceil((window.startedAt + windowMs - now()) / 1000),
      blocked: window.calls > limit,
    }
  }
}
