/**
 * Which static route carries traffic for an address: longest prefix, then lowest priority after health
 * penalties; what is still equal shares the traffic by weight. Routes learned by BGP and Zero Trust routes are
 * not known here. Sources: docs/routes-and-health.md, Which route wins.
 */
import { type Cidr4, contains, endsOfText, parseCidr4, parseIpv4 } from './address.ts'
import { isOddAt, type Route } from './route.ts'

/** By the thresholds that Cloudflare routes by, not by those that its dashboard displays. */
export type TunnelHealth = 'healthy' | 'degraded' | 'down' | 'unknown'

/** What Cloudflare adds to a route's priority while its tunnel is in that state; nothing is added for what is unknown. */
export const HEALTH_PENALTY: Readonly<Record<TunnelHealth, number>> = {
  healthy: 0,
  degraded: 500_000,
  down: 1_000_000,
  unknown: 0,
}

/** Where traffic enters Cloudflare: one of both. Without a place only routes that hold everywhere count. */
export interface Entry {
  region?: string
  colo?: string
}

export interface NextHop<T> {
  tunnel: T
  /** `cloudflare` is a fault: such a route drops its traffic. */
  side: 'customer' | 'cloudflare'
}

/** Both ends of every tunnel, by address. Two tunnels can hold one pair, so an address can have several. */
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

/** Whether the route names data centres or regions outside of which it does not exist. */
export const isScoped = ({ scope }: Pick<Route, 'scope'>): boolean =>
  Boolean(scope?.colo_names?.length || scope?.colo_regions?.length)

/** Which data centre lies in which region is in no answer of the API, so a place can be unknown. */
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
  /** Of its tunnel. */
  health: TunnelHealth
  /** Its priority with the penalty for the health of its tunnel. */
  priority: number
}

export interface Winner extends Way {
  /** Part of the traffic, 0 to 1; null where some weights are set and others are not: the default is unknown. */
  share: number | null
}

export type LossReason =
  | 'not_at_this_place'
  /** It names data centres where a region is given, or the other way round. */
  | 'place_unknown'
  /** What the API sent as its priority is none, so nothing says where it stands. */
  | 'priority_unknown'
  | 'shorter_prefix'
  | 'higher_priority_number'
  | 'health_penalty'

export interface Loser extends Way {
  reason: LossReason
}

export interface LookUp {
  winners: Winner[]
  /** Every other route whose prefix holds the address, the nearest to winning first. */
  losers: Loser[]
}

/** Of thousands of routes, at every key press: read once. A route that was read is never changed in place. */
const cidrs = new WeakMap<Route, Cidr4 | null>()

const cidrOf = (route: Route): Cidr4 | null => {
  const known = cidrs.get(route)
  if (known !== undefined) return known
  const cidr = parseCidr4(route.prefix)
  cidrs.set(route, cidr)
  return cidr
}

/** @returns null when `address` is no IPv4 address */
export const lookUp = (
  address: string,
  routes: readonly Route[],
  healthOf: (nexthop: string) => TunnelHealth,
  entry: Entry = {},
): LookUp | null => {
  const number = parseIpv4(address)
  if (number === null) return null
  const ways = routes.flatMap((route) => {
    const cidr = cidrOf(route)
    if (!cidr || !contains(cidr, { address: number, prefix: 32 })) return []
    const health = healthOf(route.nexthop)
    const priority = route.priority + HEALTH_PENALTY[health]
    const isOdd = isOddAt(route, 'priority')
    return [{ route, health, priority, length: cidr.prefix, place: placeOf(route, entry), isOdd }]
  })
  ways.sort(
    (a, b) =>
      PLACES.indexOf(a.place) - PLACES.indexOf(b.place) ||
      Number(a.isOdd) - Number(b.isOdd) ||
      b.length - a.length ||
      a.priority - b.priority ||
      a.route.priority - b.route.priority,
  )
  const [best] = ways
  const winners: Way[] = []
  const losers: Loser[] = []
  for (const { route, health, priority, length, place, isOdd } of ways) {
    const way = { route, health, priority }
    if (place === 'unknown') losers.push({ ...way, reason: 'place_unknown' })
    else if (place === 'elsewhere' || !best) losers.push({ ...way, reason: 'not_at_this_place' })
    else if (isOdd) losers.push({ ...way, reason: 'priority_unknown' })
    else if (length < best.length) losers.push({ ...way, reason: 'shorter_prefix' })
    else if (priority === best.priority) winners.push(way)
    // Without penalties it would win or share.
    else if (route.priority <= best.route.priority) losers.push({ ...way, reason: 'health_penalty' })
    else losers.push({ ...way, reason: 'higher_priority_number' })
  }
  return { winners: withShares(winners), losers }
}

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
