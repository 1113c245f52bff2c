/** Where a static route leads: the tunnels at its next hop, and the health by which Cloudflare counts them. */
import type { Route } from '../../contract/route.ts'
import { type NextHop, nextHopsOf, type TunnelHealth } from '../../contract/route-lookup.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { isChecked, kindOf, type Probes, type StateKind } from '../tunnels/state.ts'

/** In the order of urgency. */
export const TARGET_STATES = [
  /** Cloudflare's own side of a tunnel: what goes there is dropped. */
  'cloudflare_side',
  /** On no IPsec tunnel of the account. */
  'no_tunnel',
  'down',
  'degraded',
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
  degraded: 'Tunnel degraded',
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
  degraded: 'The tunnel at the next hop is degraded: Cloudflare prefers other routes of this prefix.',
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

/**
 * Probes count, whatever BGP says, because Cloudflare routes by them. They are told minutes late: a session lost after
 * the newest of them is the newer word. Where they are not known, BGP and the key are all there is.
 */
const healthOf = (tunnel: Tunnel, now: number, probes: Probes): TunnelHealth => {
  const known = HEALTH[kindOf(tunnel, now)] ?? 'unknown'
  if (!isChecked(tunnel) || !probes?.routed) return known
  const isNewer = Date.parse(tunnel.bgp_status?.updated_at ?? '') > probes.until
  return known === 'down' && isNewer ? known : probes.routed
}

const STATES: Record<TunnelHealth, TargetState> = {
  healthy: 'up',
  degraded: 'degraded',
  down: 'down',
  unknown: 'unknown',
}

const targetOf = (
  hops: readonly NextHop<Tunnel>[],
  healthOfTunnel: (tunnel: Tunnel) => TunnelHealth,
): Target => {
  const customer = hops.flatMap(({ side, tunnel }) => (side === 'customer' ? tunnel : []))
  const [tunnel] = customer
  if (!tunnel) {
    const tunnels = hops.map((hop) => hop.tunnel)
    return { state: tunnels.length > 0 ? 'cloudflare_side' : 'no_tunnel', tunnels }
  }
  if (customer.length > 1) return { state: 'shared_pair', tunnels: customer }
  return { state: STATES[healthOfTunnel(tunnel)], tunnels: customer }
}

/** Looks up next hops; the tunnels are read once. @param now milliseconds since the epoch */
export const createTargets = (
  tunnels: readonly Tunnel[],
  now: number,
  probesOf: (tunnel: Tunnel) => Probes = () => undefined,
): ((nexthop: string) => Target) => {
  const hops = nextHopsOf(tunnels)
  const known = new Map<string, Target>()
  return (nexthop) => {
    const target =
      known.get(nexthop) ??
      targetOf(hops.get(nexthop) ?? [], (tunnel) => healthOf(tunnel, now, probesOf(tunnel)))
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
    if (state === 'up') return 'healthy'
    return state === 'down' || state === 'degraded' ? state : 'unknown'
  }

/** The static routes whose next hop is either side of this tunnel's pair. */
export const routesAt = (routes: readonly Route[], tunnel: Tunnel): Route[] => {
  const own = nextHopsOf([tunnel])
  return routes.filter(({ nexthop }) => own.has(nexthop))
}

/** Those that would lead nowhere without this tunnel. */
export const routesOnlyAt = (
  routes: readonly Route[],
  tunnel: Tunnel,
  tunnels: readonly Tunnel[],
): Route[] => {
  const others = nextHopsOf(tunnels.filter(({ id }) => id !== tunnel.id))
  return routesAt(routes, tunnel).filter(
    ({ nexthop }) => !others.get(nexthop)?.some(({ side }) => side === 'customer'),
  )
}
