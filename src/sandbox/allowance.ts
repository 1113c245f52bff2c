/** The account's rate limit: after too many calls in a window, all calls are refused for five minutes. */

/** 1,200 requests in 300 seconds, as documented (docs/api.md, Rate limits). */
export const RATE = { limit: 1200, windowS: 300 }

/** Calls to the GraphQL API in five minutes (docs/routes-and-health.md, Health data). */
export const GRAPHQL_LIMIT = 300

export interface Allowance {
  limit: number
  remaining: number
  resetS: number
  /** Whether this call is over the limit, or arrived during the block. */
  blocked: boolean
}

/** The number of accounts whose windows are kept; the oldest is dropped first. */
const MOST_ACCOUNTS = 2000

/** @param now milliseconds since the epoch @param limit calls per window */
export const createLimiter = (now: () => number, limit: number = RATE.limit) => {
  const windows = new Map<string, { startedAt: number; calls: number }>()
  const windowMs = RATE.windowS * 1000
  /** Counts one call and returns the account's allowance after it. */
  return (accountId: string): Allowance => {
    const known = windows.get(accountId)
    const window = known && now() < known.startedAt + windowMs ? known : { startedAt: now(), calls: 0 }
    windows.delete(accountId)
    windows.set(accountId, window)
    const [oldest] = windows.keys()
    if (windows.size > MOST_ACCOUNTS && oldest !== undefined) windows.delete(oldest)
    window.calls++
    // The block lasts five minutes from the first call over the limit.
    if (window.calls === limit + 1) window.startedAt = now()
    return {
      limit,
      remaining: Math.max(0, limit - window.calls),
      resetS: Math.ceil((window.startedAt + windowMs - now()) / 1000),
      blocked: window.calls > limit,
    }
  }
}
