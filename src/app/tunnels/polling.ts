/** How often a page asks again (interaction 3.10): soon while something is coming up, rarely once it is settled. */
import type { Tunnel } from '../../contract/tunnel.ts'
import { isTransitional, stateOf } from './state.ts'

const FAST_MS = 5_000
const MEDIUM_MS = 15_000
const SLOW_MS = 60_000
const FAST_FOR_MS = 2 * 60_000
const MEDIUM_FOR_MS = 10 * 60_000
const LIST_FAST_MS = 10_000
const LIST_MS = 30_000
const MAX_BACKOFF = 4

/** @param watchedSince when this page first saw the tunnel's present state; all times in milliseconds */
export const detailInterval = (tunnel: Tunnel | undefined, watchedSince: number, now: number): number => {
  if (!tunnel || !isTransitional(stateOf(tunnel, now))) return SLOW_MS
  const watched = now - watchedSince
  if (watched < FAST_FOR_MS) return FAST_MS
  return watched < MEDIUM_FOR_MS ? MEDIUM_MS : SLOW_MS
}

export const listInterval = (tunnels: readonly Tunnel[] | undefined, now: number): number =>
  tunnels?.some((tunnel) => isTransitional(stateOf(tunnel, now))) ? LIST_FAST_MS : LIST_MS

/** Twice as long after each failure in a row, up to sixteen times. */
export const backedOff = (interval: number, failures: number): number =>
  interval * 2 ** Math.min(failures, MAX_BACKOFF)
