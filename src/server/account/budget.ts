/**
 * The account's API budget. Cloudflare allows 1,200 calls in five minutes. After that it refuses every call of the
 * account for five minutes, including calls from the dashboard (docs/api.md, Rate limits). This server uses at most
 * half of that, and reserves a part for writes.
 */
import type { BudgetShare } from '../../contract/calls/endpoint.ts'
import { retryAfterSeconds } from '../upstream/retry-after.ts'

export const WINDOW_MS = 300_000
export const LIMIT = 600
/** Reads and dry-runs stop at their share. Writes may use everything that is left, which is at least 120 calls. */
const SHARE: Readonly<Record<Paid, number>> = { read: 300, 'dry-run': 180, write: LIMIT }

export type Paid = Exclude<BudgetShare, 'none' | 'analytics'>
const PAID = Object.keys(SHARE) as Paid[]

export interface Budget {
  /** Counts one call and returns null, or returns the seconds until a call is allowed again. */
  take(spend: Paid): { retryAfterS: number } | null
  /** Reads the API's own limit from the headers of any answer. */
  learn(trace: {
    status: number | null
    retryAfter: string | null
    ratelimit: string | null
    ratelimitPolicy: string | null
  }): void
  state(): { remaining: number; limit: number; paused_s: number }
}

/** When the API reports this many remaining calls or fewer, only writes are sent. */
const RESERVE = 100

/** @param limit calls per window @param share the part of `limit` for each kind of call */
export const createBudget = (now: () => number, limit = LIMIT, share = SHARE): Budget => {
  const spent: Record<Paid, number[]> = { read: [], 'dry-run': [], write: [] }
  let pausedUntil = 0
  let api: { remaining: number; reserve: number; until: number } | null = null

  const counted = (spend: Paid): number => {
    const times = spent[spend]
    const since = now() - WINDOW_MS
    while (times.length > 0 && (times[0] ?? 0) <= since) times.shift()
    return times.length
  }
  const total = () => PAID.reduce((sum, spend) => sum + counted(spend), 0)
  const secondsUntil = (time: number) => Math.max(1, Math.ceil((time - now()) / 1000))

  return {
    take(spend) {
      if (now() < pausedUntil) return { retryAfterS: secondsUntil(pausedUntil) }
      if (api && now() < api.until && spend !== 'write') {
        // Dry-runs are refused first, then reads. The rest is for writes and for the reads that find their outcome.
        const floor = spend === 'dry-run' ? api.reserve * 1.5 : api.reserve
        if (api.remaining <= floor) return { retryAfterS: secondsUntil(api.until) }
      }
      const isFull = counted(spend) >= share[spend]
      if (isFull || total() >= limit) {
        const oldest = isFull
          ? spent[spend]
          : Object.values(spent)
              .flat()
              .sort((a, b) => a - b)
        return { retryAfterS: secondsUntil((oldest[0] ?? now()) + WINDOW_MS) }
      }
      spent[spend].push(now())
      if (api) api.remaining -= 1
      return null
    },
    learn({ status, retryAfter, ratelimit, ratelimitPolicy }) {
      if (status === 429) pausedUntil = now() + retryAfterSeconds(retryAfter, now()) * 1000
      const remaining = numberAt(ratelimit, 'r')
      const seconds = numberAt(ratelimit, 't')
      if (remaining === null || seconds === null) return
      // The reserve scales with the reported limit: 100 of 1,200, but 9 of 100.
      const quota = numberAt(ratelimitPolicy, 'q')
      const reserve = quota === null ? RESERVE : Math.min(RESERVE, Math.ceil(quota / 12))
      api = { remaining, reserve, until: now() + Math.min(seconds, WINDOW_MS / 1000) * 1000 }
    },
    state: () => ({
      remaining: Math.max(0, Math.min(limit - total(), api && now() < api.until ? api.remaining : limit)),
      limit,
      paused_s: now() < pausedUntil ? secondsUntil(pausedUntil) : 0,
    }),
  }
}

/** The number of a parameter: 50 for `r` in `"default";r=50;t=30`. */
const numberAt = (header: string | null, name: string): number | null => {
  const found = header?.match(new RegExp(`;\\s*${name}=(\\d+)`))
  return found ? Number(found[1]) : null
}
