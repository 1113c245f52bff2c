/**
 * How often a page asks again (docs/status.md, Polling): soon while something is coming up, rarely once it is
 * settled.
 */
import type { Tunnel } from '../../contract/tunnel.ts'
import { ApiError } from '../api.ts'
import { isTransitional, kindOf } from './state.ts'

const FAST_MS = 5_000
const MEDIUM_MS = 15_000
const SLOW_MS = 60_000
const FAST_FOR_MS = 2 * 60_000
const MEDIUM_FOR_MS = 10 * 60_000
export const LIST_FAST_MS = 10_000
const LIST_MS = 30_000
const MAX_BACKOFF = 4

/** What one may choose instead of `auto`, in milliseconds; null asks only on request. */
export const POLL_CHOICES = ['auto', 10_000, 60_000, 300_000, null] as const
export type PollChoice = (typeof POLL_CHOICES)[number]

/** What was kept on the device: off is kept as a word, because null means that nothing is kept. */
export const parsePollChoice = (kept: unknown): PollChoice =>
  kept === 'off' ? null : (POLL_CHOICES.find((choice) => choice !== null && choice === kept) ?? 'auto')

export const formatPollChoice = (choice: PollChoice): string | number => choice ?? 'off'

/**
 * All times in milliseconds.
 * @param watchedSince when this page first saw the tunnel's present state
 * @param droppedAt when an edit ended the session, so that even a state that does not change by itself will
 */
export const detailInterval = (
  tunnel: Tunnel | undefined,
  watchedSince: number,
  now: number,
  droppedAt: number | null = null,
): number => {
  if (!tunnel) return MEDIUM_MS
  const isExpected = droppedAt !== null && now - droppedAt < MEDIUM_FOR_MS
  if (!isExpected && !isTransitional({ kind: kindOf(tunnel, now) })) return SLOW_MS
  const watched = now - watchedSince
  if (watched < FAST_FOR_MS) return FAST_MS
  return watched < MEDIUM_FOR_MS ? MEDIUM_MS : SLOW_MS
}

/** Which tunnels are coming up, and how far they are: equal text, nothing moved. */
export const comingUp = (tunnels: readonly Tunnel[], now: number): string =>
  tunnels
    .map((tunnel) => ({ id: tunnel.id, kind: kindOf(tunnel, now) }))
    .filter(isTransitional)
    .map(({ id, kind }) => `${id} ${kind}`)
    .join()

/**
 * @param what see `comingUp`
 * @param movedAt when this page first saw what is coming up as it is now: what hangs is not worth haste
 */
export const listInterval = (what: string, movedAt: number, now: number): number =>
  what !== '' && now - movedAt < FAST_FOR_MS ? LIST_FAST_MS : LIST_MS

/** How the last attempt to read went. */
interface Attempt {
  fetchFailureCount: number
  error: Error | null
}

/**
 * Twice as long after each failure in a row, up to sixteen times, and never sooner than the answer asked for.
 * No jitter: a new figure at every drawing would restart the wait each time.
 */
export const backedOff = (interval: number, { fetchFailureCount, error }: Attempt): number => {
  const asked = error instanceof ApiError ? (error.retryAfterS ?? 0) * 1000 : 0
  return Math.max(asked, interval * 2 ** Math.min(fetchFailureCount, MAX_BACKOFF))
}
