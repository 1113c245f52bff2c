/**
 * Where a static route leads: the tunnels at its next hop, and whether they carry anything. Only BGP and keys are
 * known of a tunnel here; Cloudflare itself goes by its health checks.
 */
import type { Route } from '../../contract/route.ts'
import { type NextHop, nextHopsOf, type TunnelHealth } from '../../contract/route-lookup.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { kindOf, type StateKind } from '../tunnels/state.ts'

/** In the order of urgency. */
export const TARGET_STATES = [
  /** Cloudflare's own side of a tunnel: what goes there is dropped. */
  'cloudflare_side',
  /** On no IPsec tunnel of the account. */
  'no_tunnel',
  'down',
  /** More than one tunnel has this pair. */
  'shared_pair',
  'unknown',
  'up',
] as const

export type TargetState = (typeof TARGET_STATES)[number]

export const TARGET_TITLES: Record<TargetState, string> = {
  cloudflare_side: "Cloudflare's side",
  no_tunnel: 'No IPsec tunnel',
  down: 'Tunnel down',
  shared_pair: 'Two tunnels',
  unknown: 'State not known',
  up: 'Tunnel up',
}

/** What is wrong and what to do; null where nothing is known to be wrong. */
export const TARGET_FAULTS: Record<TargetState, string | null> = {
  cloudflare_side:
    "The next hop is Cloudflare's own side of the tunnel, so traffic is dropped. Change it to the customer side.",
  no_tunnel:
    'No IPsec tunnel of this account has this next hop as its customer side. Unless a GRE tunnel or an interconnect has it, traffic is dropped.',
  down: 'The tunnel at the next hop is down.',
  shared_pair:
    'Two tunnels have this address as their customer side. Which one takes the traffic is unknown.',
  unknown: null,
  up: null,
}

export interface Target {
  state: TargetState
  /** Those at the next hop, whichever their side. */
  tunnels: readonly Tunnel[]
}

const HEALTH: Partial<Record<StateKind, TunnelHealth>> = {
  up: 'healthy',
  down: 'down',
  // It cannot come up without one.
  no_key: 'down',
}

/** What is known of a tunnel's health. @param now milliseconds since the epoch */
const healthOf = (tunnel: Tunnel, now: number): TunnelHealth => HEALTH[kindOf(tunnel, now)] ?? 'unknown'

const targetOf = (hops: readonly NextHop<Tunnel>[], now: number): Target => {
  const customer = hops.flatMap(({ side, tunnel }) => (side === 'customer' ? tunnel : []))
  const [tunnel] = customer
  if (!tunnel) {
    const tunnels = hops.map((hop) => hop.tunnel)
    return { state: tunnels.length > 0 ? 'cloudflare_side' : 'no_tunnel', tunnels }
  }
  if (customer.length > 1) return { state: 'shared_pair', tunnels: customer }
  const health = healthOf(tunnel, now)
  const state = health === 'healthy' ? 'up' : health === 'down' ? 'down' : 'unknown'
  return { state, tunnels: customer }
}

/** Looks up next hops; the tunnels are read once. @param now milliseconds since the epoch */
export const createTargets = (tunnels: readonly Tunnel[], now: number): ((nexthop: string) => Target) => {
  const hops = nextHopsOf(tunnels)
  const known = new Map<string, Target>()
  return (nexthop) => {
    const target = known.get(nexthop) ?? targetOf(hops.get(nexthop) ?? [], now)
    known.set(nexthop, target)
    return target
  }
}

export type Targets = ReturnType<typeof createTargets>

/** For the look-up: the health that Cloudflare would count, as far as it is known here. */
export const healthAt =
  (targets: Targets) =>
  (nexthop: string): TunnelHealth => {
    const { state } = targets(nexthop)
    return state === 'up' ? 'healthy' : state === 'down' ? 'down' : 'unknown'
  }

/** The static routes whose next hop is either side of this tunnel's pair. */
export const routesAt = (routes: readonly Route[], tunnel: Tunnel): Route[] => {
  const own = nextHopsOf([tunnel])
  return routes.filter(({ nexthop }) => own.has(nexthop))
}

/** Those into any of these tunnels that would lead nowhere without them all. @param ids of the tunnels */
export const routesOnlyAt = (
  routes: readonly Route[],
  ids: ReadonlySet<string>,
  tunnels: readonly Tunnel[],
): Route[] => {
  const own = nextHopsOf(tunnels.filter(({ id }) => ids.has(id)))
  const others = nextHopsOf(tunnels.filter(({ id }) => !ids.has(id)))
  return routes.filter(
    ({ nexthop }) => own.has(nexthop) && !others.get(nexthop)?.some(({ side }) => side === 'customer'),
  )
}
