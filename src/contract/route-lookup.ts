/**
 * Which static route carries traffic for an address: the longest prefix, then the lowest priority after
 * health penalties; routes that are still equal share the traffic by weight. Routes from BGP and Zero Trust
 * routes are not included. Sources: docs/routes-and-health.md, Which route wins.
 */

import { parseBlock6 } from './address/block6.ts'
import { type Cidr4, endsOfText, firstOf, lastOf, parseCidr4, parseIpv4 } from './address.ts'
import { isOddAt, type Route } from './route.ts'

/** State by the thresholds that Cloudflare uses for routing, not by those of its dashboard. */
export type TunnelHealth = 'healthy' | 'degraded' | 'down' | 'unknown'

/**
 * What Cloudflare adds to a route's priority while its tunnel is in that state. For an unknown state nothing
 * is added.
 */
export const HEALTH_PENALTY: Readonly<Record<TunnelHealth, number>> = {
  healthy: 0,
  degraded: 500_000,
  down: 1_000_000,
  unknown: 0,
}

/** A tunnel's state for routing. Each data centre has its own, and adds its own penalty. */
export interface RoutingState {
  /** The one nearest to the mean of all data centres. */
  overall: TunnelHealth
  /** The one in each data centre where it is known. */
  byColo?: ReadonlyMap<string, TunnelHealth>
}

/**
 * Where traffic enters Cloudflare: a region or a data centre. Without either, only routes without a scope are
 * used.
 */
export interface Entry {
  region?: string
  colo?: string
}

export interface NextHop<T> {
  tunnel: T
  /** `cloudflare` is an error: such a route drops its traffic. */
  side: 'customer' | 'cloudflare'
}

/**
 * Both interface addresses of every tunnel. Two tunnels can have the same ones, so an address can have
 * several.
 */
export const nextHopsOf = <T extends { interface_address: string }>(
  tunnels: readonly T[],
): ReadonlyMap<string, readonly NextHop<T>[]> => {
  const found = new Map<string, NextHop<T>[]>()
  const add = (address: string, hop: NextHop<T>) => {
    const there = found.get(address)
    if (there) there.push(hop)
    else found.set(address, [hop])
  }
  for (const tunnel of tunnels) {
    const ends = endsOfText(tunnel.interface_address)
    if (!ends) continue
    add(ends.customer, { tunnel, side: 'customer' })
    add(ends.cloudflare, { tunnel, side: 'cloudflare' })
  }
  return found
}

/** Whether the route is limited to data centres or regions. */
export const isScoped = ({ scope }: Pick<Route, 'scope'>): boolean =>
  Boolean(scope?.colo_names?.length || scope?.colo_regions?.length)

/** No API response says which data centre is in which region, so the result can be unknown. */
const PLACES = ['here', 'unknown', 'elsewhere'] as const

const placeOf = (route: Route, { region, colo }: Entry): (typeof PLACES)[number] => {
  if (!isScoped(route)) return 'here'
  const [regions, colos] = [route.scope?.colo_regions ?? [], route.scope?.colo_names ?? []]
  if (region !== undefined && regions.includes(region)) return 'here'
  if (colo !== undefined && colos.includes(colo)) return 'here'
  const isUnknown = (region !== undefined && colos.length > 0) || (colo !== undefined && regions.length > 0)
  return isUnknown ? 'unknown' : 'elsewhere'
}

export interface Way {
  route: Route
  /** State of the route's tunnel. */
  health: TunnelHealth
  /** It is the state in the data centre where the traffic enters, not the one over all data centres. */
  isOfColo: boolean
  /** Priority including the penalty for the health of the tunnel. */
  priority: number
}

export interface Winner extends Way {
  /**
   * Share of the traffic, 0 to 1; null if only some of the routes have a weight, because the default is unknown, and
   * if a priority that is not a number may win or share.
   */
  share: number | null
}

export type LossReason =
  | 'not_at_this_place'
  /** The route names data centres and the traffic's entry is a region, or vice versa. */
  | 'place_unknown'
  /** The API sent a priority that is not a number, and another route with the same prefix has one. */
  | 'priority_unknown'
  | 'shorter_prefix'
  | 'higher_priority_number'
  | 'health_penalty'

const ALWAYS: readonly LossReason[] = ['not_at_this_place', 'place_unknown', 'shorter_prefix']

export interface Loser extends Way {
  reason: LossReason
}

export interface LookUp {
  winners: Winner[]
  /** Every other route whose prefix contains the address, the one closest to winning first. */
  losers: Loser[]
}

/** Parsed prefixes. Cached, as are the ranges below, because an address is looked up in thousands of routes at a key press. */
const cidrs = new WeakMap<Route, Cidr4 | null>()

/** The route's prefix; null if it is not an IPv4 prefix. */
export const cidrOf = (route: Route): Cidr4 | null => {
  const known = cidrs.get(route)
  if (known !== undefined) return known
  const cidr = parseCidr4(route.prefix)
  cidrs.set(route, cidr)
  return cidr
}

/** The routes whose prefix is not recognised: no look-up includes them. */
export const unreadable = (routes: readonly Route[]): Route[] =>
  routes.filter((route) => cidrOf(route) === null && parseBlock6(route.prefix) === null)

/** The first and the last address of each route's prefix, after each other. Lists of routes are never mutated. */
const ranges = new WeakMap<readonly Route[], readonly number[]>()

const rangesOf = (routes: readonly Route[]): readonly number[] => {
  const known = ranges.get(routes)
  if (known) return known
  const made = routes.flatMap((route) => {
    const cidr = cidrOf(route)
    return cidr ? [firstOf(cidr), lastOf(cidr)] : [1, 0]
  })
  ranges.set(routes, made)
  return made
}

/** The routes whose prefix contains the address. */
const containing = (address: number, routes: readonly Route[]): Route[] => {
  const ends = rangesOf(routes)
  return routes.filter(
    (_, index) => address >= (ends[2 * index] ?? 1) && address <= (ends[2 * index + 1] ?? 0),
  )
}

/** @returns null when `address` is not an IPv4 address */
export const lookUp = (
  address: string,
  routes: readonly Route[],
  stateAt: (nexthop: string) => RoutingState,
  entry: Entry = {},
): LookUp | null => {
  const number = parseIpv4(address)
  if (number === null) return null
  const ways = containing(number, routes).map((route) => {
    const { overall, byColo } = stateAt(route.nexthop)
    const own = entry.colo === undefined ? undefined : byColo?.get(entry.colo)
    const health = own ?? overall
    const isOfColo = own !== undefined
    const priority = route.priority + HEALTH_PENALTY[health]
    const length = cidrOf(route)?.prefix ?? 0
    return {
      route,
      health,
      isOfColo,
      priority,
      length,
      place: placeOf(route, entry),
      isOdd: isOddAt(route, 'priority'),
    }
  })
  ways.sort(
    (a, b) =>
      PLACES.indexOf(a.place) - PLACES.indexOf(b.place) ||
      b.length - a.length ||
      Number(a.isOdd) - Number(b.isOdd) ||
      a.priority - b.priority ||
      a.route.priority - b.route.priority,
  )
  const [best] = ways
  const winners: Way[] = []
  const losers: Loser[] = []
  for (const { route, health, isOfColo, priority, length, place, isOdd } of ways) {
    const way = { route, health, isOfColo, priority }
    if (place === 'unknown') losers.push({ ...way, reason: 'place_unknown' })
    else if (place === 'elsewhere' || !best) losers.push({ ...way, reason: 'not_at_this_place' })
    else if (length < best.length) losers.push({ ...way, reason: 'shorter_prefix' })
    // Any of them may win or share the traffic. The longest prefix wins whatever its priority is.
    else if (best.isOdd) winners.push(way)
    else if (isOdd) losers.push({ ...way, reason: 'priority_unknown' })
    else if (priority === best.priority) winners.push(way)
    // Without penalties it would win or share the traffic.
    else if (route.priority <= best.route.priority) losers.push({ ...way, reason: 'health_penalty' })
    else losers.push({ ...way, reason: 'higher_priority_number' })
  }
  const isRankUnknown = winners.length > 1 && best?.isOdd
  const mayLose = losers.some(({ reason }) => reason === 'priority_unknown')
  return { winners: isRankUnknown || mayLose ? withoutShares(winners) : withShares(winners), losers }
}

/** The routes that win, and those that would in another state of a tunnel. Other routes lose in every state. */
export const competing = ({ winners, losers }: LookUp): Route[] =>
  [...winners, ...losers.filter(({ reason }) => !ALWAYS.includes(reason))].map(({ route }) => route)

const withoutShares = (winners: readonly Way[]): Winner[] => winners.map((way) => ({ ...way, share: null }))

const withShares = (winners: readonly Way[]): Winner[] => {
  const weights = winners.flatMap(({ route }) =>
    route.weight != null && route.weight > 0 ? route.weight : [],
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return winners.map((way) => {
    if (weights.length === 0) return { ...way, share: 1 / winners.length }
    return { ...way, share: weights.length === winners.length ? (way.route.weight ?? 0) / total : null }
  })
}
