/**
 * Whether the probes of a simulated tunnel pass at a given time, as a function of the router's state. Probes run inside
 * the tunnel and do not depend on BGP: a refused session loses none.
 */

import type { ProbeFate, StoredTunnel, World } from '../world/world.ts'
import { SILENT_MS } from './bgp.ts'
import { BAD_ONE } from './data-centres.ts'
import { keepsTunnelDown } from './differences.ts'

/** The fate of probes in the current state of the router, which began at `since`. */
const presentFate = (tunnel: StoredTunnel, at: number, pace: number): ProbeFate => {
  const { router, input, psk_set_on } = tunnel
  if (psk_set_on === null || keepsTunnelDown(tunnel)) return 'lost'
  if (router.is_cut && at >= router.since) return 'lost'
  const isStarting = at >= router.since && at < router.since + SILENT_MS / pace
  if (isStarting && !router.was_up) return 'lost'
  if (router.probes === 'blocked') {
    // A stateful firewall drops replies without a request, and lets requests pass.
    return (input.health_check?.type ?? 'reply') === 'reply' ? 'blocked' : 'pass'
  }
  return router.probes ?? 'pass'
}

/** @param at milliseconds since the epoch */
export const fateAt = (tunnel: StoredTunnel, at: number, pace: number): ProbeFate =>
  tunnel.router.past?.find(({ until }) => at < until)?.fate ?? presentFate(tunnel, at, pace)

/** Disabled checks are shown as failing everywhere (docs/routes-and-health.md, Health data). */
export const isAnswered = ({ input }: StoredTunnel, fate: ProbeFate, colo: string): boolean => {
  if (input.health_check?.enabled === false) return false
  return fate === 'pass' || fate === 'lossy' || (fate === 'one_bad' && colo !== BAD_ONE)
}

/** Blocked probes do not affect other traffic. */
export const carriesTraffic = (fate: ProbeFate): boolean => fate !== 'lost'

const MOST_PAST = 20

/** The router with the fate of its probes until now added to `past`; to be called before the router changes. */
export const withPast = (tunnel: StoredTunnel, now: number, { pace }: World): StoredTunnel['router'] => {
  const { past = [], ...router } = tunnel.router
  const fate = presentFate(tunnel, now, pace)
  return { ...router, past: [...past, { until: now, fate }].slice(-MOST_PAST) }
}
