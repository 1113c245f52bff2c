/**
 * How often a page polls (docs/status.md, Polling): often while a tunnel comes up, rarely once its state is
 * settled.
 */
import type { Tunnel } from '../../contract/tunnel.ts'
import { ApiError } from '../api.ts'
import type { Saved } from './saved-state.ts'
import { isTransitional, kindOf } from './state.ts'

const FAST_MS = 5_000
const MEDIUM_MS = 15_000
const SLOW_MS = 60_000
const FAST_FOR_MS = 2 * 60_000
const MEDIUM_FOR_MS = 10 * 60_000
export const LIST_FAST_MS = 10_000
const LIST_MS = 30_000
/** Interval while our own server is not reached. */
const SOON_MS = 10_000

/** The intervals that the user may choose, in milliseconds; null polls only on request. */
export const POLL_CHOICES = ['auto', 10_000, 60_000, 300_000, null] as const
export type PollChoice = (typeof POLL_CHOICES)[number]

/** Parses the stored choice. "Off" is stored as a word, because null means that nothing is stored. */
export const parsePollChoice = (kept: unknown): PollChoice =>
  kept === 'off' ? null : (POLL_CHOICES.find((choice) => choice !== null && choice === kept) ?? 'auto')

export const formatPollChoice = (choice: PollChoice): string | number => choice ?? 'off'

/**
 * The interval for one tunnel. All times are in milliseconds.
 * @param watchedSince when this page first saw the tunnel's current state
 * @param changedAt when a change made here ended the session: for a while any state is expected to change
 */
export const detailInterval = (
  tunnel: Tunnel | undefined,
  watchedSince: number,
  now: number,
  changedAt?: number,
): number => {
  if (!tunnel) return MEDIUM_MS
  const isExpected = changedAt !== undefined && now - changedAt < MEDIUM_FOR_MS
  if (!isExpected && !isTransitional({ kind: kindOf(tunnel, now) })) return SLOW_MS
  const watched = now - watchedSince
  if (watched < FAST_FOR_MS) return FAST_MS
  return watched < MEDIUM_FOR_MS ? MEDIUM_MS : SLOW_MS
}

/** The tunnels that are coming up with their states. Equal texts mean no progress. */
export const comingUp = (
  tunnels: readonly Tunnel[],
  now: number,
  changeOf: (id: string) => Saved | null = () => null,
): string =>
  tunnels
    .map((tunnel) => ({ id: tunnel.id, kind: kindOf(tunnel, now, undefined, changeOf(tunnel.id)) }))
    .filter(isTransitional)
    .map(({ id, kind }) => `${id} ${kind}`)
    .join()

/**
 * @param what see `comingUp`
 * @param movedAt when this page last saw progress; without progress for a while the interval is long again
 */
export const listInterval = (what: string, movedAt: number, now: number): number =>
  what !== '' && now - movedAt < FAST_FOR_MS ? LIST_FAST_MS : LIST_MS

/**
 * Doubled after a failed read, and never shorter than the wait that the answer asked for. A read that did not reach our
 * own server costs the API nothing, and is repeated soon: the server may only have restarted.
 */
export const backedOff = (interval: number, error: Error | null): number => {
  if (!(error instanceof ApiError)) return error ? 2 * interval : interval
  if (error.kind === 'offline') return Math.min(interval, SOON_MS)
  return Math.max((error.retryAfterS ?? 0) * 1000, 2 * interval)
}
