/**
 * Where a static route leads: the tunnels at its next hop, their displayed state, and their state for routing, which
 * has other thresholds (docs/routes-and-health.md, Which route wins).
 */
import type { Route } from '../../contract/route.ts'
import {
  type NextHop,
  nextHopsOf,
  type RoutingState,
  type TunnelHealth,
} from '../../contract/route-lookup.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { sessionChangeOf } from '../state/session-change.ts'
import { isChecked, kindOf, type Probes, type StateKind } from '../state/state.ts'

/** In order of urgency. */
export const TARGET_STATES = [
  /** The next hop is Cloudflare's own side of a tunnel: traffic to it is dropped. */
  'cloudflare_side',
  /** The next hop is on no IPsec tunnel of the account. */
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
  unknown: 'State unknown',
  up: 'Tunnel up',
}

/** What is wrong and what to do; null if nothing is known to be wrong. */
export const TARGET_PROBLEMS: Record<TargetState, string | null> = {
  cloudflare_side:
    "The next hop is Cloudflare's own side of the tunnel, so traffic is dropped. Change it to the customer side.",
  no_tunnel:
    'No IPsec tunnel of this account has this next hop as its customer side. Unless a GRE tunnel or an interconnect has it, traffic is dropped.',
  down: 'The tunnel at the next hop is down.',
  degraded: 'The tunnel at the next hop is degraded: too few probes through it are answered.',
  shared_pair:
    'Two tunnels have this address as their customer side. Which one takes the traffic is unknown.',
  unknown: null,
  up: null,
}

/** What is wrong with a route, for a place that already shows the state of its tunnel; null if nothing else is wrong. */
export const routeProblem = (state: TargetState): string | null =>
  state === 'down' || state === 'degraded' ? null : TARGET_PROBLEMS[state]

export interface Target {
  state: TargetState
  /** The tunnels with the next hop on either side. */
  tunnels: readonly Tunnel[]
  /** The state for routing, from Cloudflare's probes: the one nearest to the mean of all data centres. */
  routing: TunnelHealth
  /** Not every data centre may have that state, and add the same penalty. */
  mayDiffer: boolean
}

const STATES: Partial<Record<StateKind, TargetState>> = {
  up: 'up',
  healthy: 'up',
  degraded: 'degraded',
  down: 'down',
  // A tunnel without a key cannot come up.
  no_key: 'down',
}

type Routing = Pick<Target, 'routing' | 'mayDiffer'>

const UNKNOWN: Routing = { routing: 'unknown', mayDiffer: false }

/** Unknown for a tunnel with health checks off: its state for routing is not documented. */
const routingOf = (tunnel: Tunnel, probes: Probes): Routing =>
  isChecked(tunnel) && probes?.routing
    ? { routing: probes.routing, mayDiffer: probes.mayRoutingDiffer }
    : UNKNOWN

type Of<T> = (tunnel: Tunnel) => T

const targetOf = (
  hops: readonly NextHop<Tunnel>[],
  kindOf: Of<StateKind>,
  routingOf: Of<Routing>,
): Target => {
  const customer = hops.flatMap(({ side, tunnel }) => (side === 'customer' ? tunnel : []))
  const [tunnel] = customer
  if (!tunnel) {
    const tunnels = hops.map((hop) => hop.tunnel)
    return { state: tunnels.length > 0 ? 'cloudflare_side' : 'no_tunnel', tunnels, ...UNKNOWN }
  }
  if (customer.length > 1) return { state: 'shared_pair', tunnels: customer, ...UNKNOWN }
  return { state: STATES[kindOf(tunnel)] ?? 'unknown', tunnels: customer, ...routingOf(tunnel) }
}

type Hops = ReturnType<typeof nextHopsOf<Tunnel>>

/** Kept for each list of tunnels: parsing thousands of interface addresses takes longer than all the rest. */
const hopsByList = new WeakMap<readonly Tunnel[], Hops>()

const hopsOf = (tunnels: readonly Tunnel[]): Hops => {
  const hops = hopsByList.get(tunnels) ?? nextHopsOf(tunnels)
  hopsByList.set(tunnels, hops)
  return hops
}

const NOT_READ: Target = { state: 'unknown', tunnels: [], ...UNKNOWN }

/**
 * Returns a function that looks up a next hop in an index of the tunnels.
 * @param tunnels undefined while they are not read: then no next hop is said to lead nowhere
 * @param now milliseconds since the epoch
 */
export const createTargets = (
  tunnels: readonly Tunnel[] | undefined,
  now: number,
  probesOf: (tunnel: Tunnel) => Probes,
): ((nexthop: string) => Target) => {
  if (!tunnels) return () => NOT_READ
  const hops = hopsOf(tunnels)
  const kind = (tunnel: Tunnel) => kindOf(tunnel, now, probesOf(tunnel), sessionChangeOf(tunnel.id))
  const routing = (tunnel: Tunnel) => routingOf(tunnel, probesOf(tunnel))
  const known = new Map<string, Target>()
  return (nexthop) => {
    const target = known.get(nexthop) ?? targetOf(hops.get(nexthop) ?? [], kind, routing)
    known.set(nexthop, target)
    return target
  }
}

export type Targets = ReturnType<typeof createTargets>

/** The state for routing at each next hop in the data centres where it is known. */
export type ColoStates = ReadonlyMap<string, ReadonlyMap<string, TunnelHealth>>

/** The state for routing at a next hop, for the look-up. */
export const statesAt =
  (targets: Targets, coloStates?: ColoStates) =>
  (nexthop: string): RoutingState => {
    const byColo = coloStates?.get(nexthop)
    return { overall: targets(nexthop).routing, ...(byColo && { byColo }) }
  }

/** The static routes whose next hop is either side of this tunnel's pair. */
export const routesAt = (routes: readonly Route[], tunnel: Tunnel): Route[] => {
  const own = nextHopsOf([tunnel])
  return routes.filter(({ nexthop }) => own.has(nexthop))
}

/** The routes that would lead nowhere if all these tunnels were deleted. @param ids IDs of the tunnels */
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
