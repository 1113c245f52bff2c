/**
 * The effect of a route change on traffic: where an address of each prefix goes before and after
 * (docs/routes-and-health.md, Which route wins). Pure.
 */
import { type Cidr4, contains, firstOf, formatIpv4, lastOf, parseCidr4 } from '../../contract/address.ts'
import type { Route } from '../../contract/route.ts'
import { type Entry, isScoped, lookUp, type RoutingState, type Winner } from '../../contract/route-lookup.ts'

export interface TrafficChange {
  prefix: string
  /** Where the traffic enters Cloudflare; empty for everywhere else. */
  entry: Entry
  before: readonly Winner[]
  after: readonly Winner[]
  isSame: boolean
}

export interface TrafficChanges {
  changes: readonly TrafficChange[]
  /** Prefixes whose every address has a more specific route: nothing changes for them. */
  covered: readonly string[]
}

/** All regions, then all data centres, that the routes name. */
export const placesOf = (routes: readonly Route[]): Entry[] => {
  const regions = new Set(routes.flatMap(({ scope }) => scope?.colo_regions ?? []))
  const colos = new Set(routes.flatMap(({ scope }) => scope?.colo_names ?? []))
  return [...[...regions].map((region) => ({ region })), ...[...colos].map((colo) => ({ colo }))]
}

/** An address of the block without a more specific route; null if there is none. */
const ownAddress = (block: Cidr4, routes: readonly Route[]): number | null => {
  const inner = routes.flatMap((route) => {
    const cidr = parseCidr4(route.prefix)
    return cidr && cidr.prefix > block.prefix && contains(block, cidr) ? { cidr, route } : []
  })
  const starts = [firstOf(block), ...inner.map(({ cidr }) => lastOf(cidr) + 1)].filter(
    (address) => address <= lastOf(block),
  )
  const isFree = (address: number, within: typeof inner) =>
    !within.some(({ cidr }) => contains(cidr, { address, prefix: 32 }))
  // Outside its regions a more specific route does not apply, so the wider one does.
  const everywhere = inner.filter(({ route }) => !isScoped(route))
  return (
    starts.find((address) => isFree(address, inner)) ??
    starts.find((address) => isFree(address, everywhere)) ??
    null
  )
}

/** The share of the traffic by next hop: two equal routes to one next hop are one way. Null if it is unknown. */
export const sharesByHop = (
  winners: readonly Pick<Winner, 'route' | 'share'>[],
): ReadonlyMap<string, number | null> => {
  const shares = new Map<string, number | null>()
  for (const { route, share } of winners) {
    const before = shares.get(route.nexthop) ?? 0
    const isKnown = share !== null && shares.get(route.nexthop) !== null
    shares.set(route.nexthop, isKnown ? before + share : null)
  }
  return shares
}

const waysOf = (winners: readonly Winner[]): string =>
  [...sharesByHop(winners)]
    .map(([nexthop, share], _, { length }) => `${nexthop} ${length > 1 && share?.toFixed(6)}`)
    .sort()
    .join()

const isSameWay = (a: readonly Winner[], b: readonly Winner[]): boolean => waysOf(a) === waysOf(b)

/** @param prefixes the prefixes of the created, changed or deleted route */
export const trafficChanges = (
  before: readonly Route[],
  after: readonly Route[],
  prefixes: readonly string[],
  stateAt: (nexthop: string) => RoutingState,
): TrafficChanges => {
  const both = [...before, ...after]
  const covered: string[] = []
  const changes = [...new Set(prefixes)].flatMap((prefix): TrafficChange[] => {
    const block = parseCidr4(prefix)
    if (!block) return []
    const own = ownAddress(block, both)
    if (own === null) {
      covered.push(prefix)
      return []
    }
    const address = formatIpv4(own)
    const at = (entry: Entry): TrafficChange => {
      const winners = (routes: readonly Route[]) => lookUp(address, routes, stateAt, entry)?.winners ?? []
      const [now, then] = [winners(before), winners(after)]
      return { prefix, entry, before: now, after: then, isSame: isSameWay(now, then) }
    }
    const anywhere = at({})
    const elsewhere = placesOf(both)
      .map(at)
      .filter((there) => !isSameWay(there.before, anywhere.before) || !isSameWay(there.after, anywhere.after))
    return [anywhere, ...elsewhere]
  })
  return { changes, covered }
}
