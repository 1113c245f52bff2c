/** `route-lookup.ts`: which route an address takes (docs/routes-and-health.md). */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Route } from './route.ts'
import {
  competing,
  type Entry,
  HEALTH_PENALTY,
  lookUp,
  nextHopsOf,
  type RoutingState,
  type TunnelHealth,
  unreadable,
} from './route-lookup.ts'

const route = (id: string, prefix: string, priority = 100, more: Partial<Route> = {}): Route => ({
  id,
  prefix,
  priority,
  nexthop: '10.255.0.1',
  ...more,
})
const healthy = (): RoutingState => ({ overall: 'healthy' })
const ids = (ways: readonly { route: Route }[] = []) => ways.map((way) => way.route.id)

describe('lookup of an address', () => {
  it('prefers the longest prefix to the lower priority', () => {
    const found = lookUp(
      '10.1.2.3',
      [route('wide', '10.0.0.0/8', 1), route('long', '10.1.0.0/16', 900)],
      healthy,
    )
    expect(ids(found?.winners)).toEqual(['long'])
    expect(found?.losers).toMatchObject([{ route: { id: 'wide' }, reason: 'shorter_prefix' }])
  })

  it('uses the backup while the tunnel of the first route is down, and says why', () => {
    const routes = [
      route('first', '10.1.0.0/16', 100, { nexthop: '10.255.0.1' }),
      route('backup', '10.1.0.0/16', 200, { nexthop: '10.255.0.3' }),
    ]
    expect(ids(lookUp('10.1.0.1', routes, healthy)?.winners)).toEqual(['first'])
    const cut = lookUp('10.1.0.1', routes, (nexthop) => ({
      overall: nexthop === '10.255.0.1' ? 'down' : 'healthy',
    }))
    expect(ids(cut?.winners)).toEqual(['backup'])
    expect(cut?.losers).toMatchObject([{ reason: 'health_penalty', priority: 1_000_100 }])
  })

  it('counts with the state in the data centre where the traffic enters; elsewhere, and where it is not known, with the one over all', () => {
    const routes = [
      route('first', '10.1.0.0/16', 100, { nexthop: '10.255.0.1' }),
      route('backup', '10.1.0.0/16', 200, { nexthop: '10.255.0.3' }),
    ]
    const states: Record<string, RoutingState> = {
      '10.255.0.1': { overall: 'healthy', byColo: new Map([['fra08', 'down']]) },
    }
    const from = (entry: Entry) =>
      lookUp('10.1.0.1', routes, (nexthop) => states[nexthop] ?? { overall: 'healthy' }, entry)
    expect(from({ colo: 'fra08' })).toMatchObject({
      winners: [{ route: { id: 'backup' }, isOfColo: false }],
      losers: [{ route: { id: 'first' }, health: 'down', isOfColo: true, reason: 'health_penalty' }],
    })
    for (const entry of [{}, { colo: 'ams01' }, { region: 'WEUR' }]) {
      expect(from(entry)?.winners).toMatchObject([
        { route: { id: 'first' }, health: 'healthy', isOfColo: false },
      ])
    }
  })

  it('shares by weight, or equally without weights; shares are unknown if only some have a weight', () => {
    const shares = (...weights: (number | undefined)[]) =>
      lookUp(
        '10.1.0.1',
        weights.map((weight, index) => route(String(index), '10.1.0.0/16', 100, { weight })),
        healthy,
      )?.winners.map(({ share }) => share)
    expect(shares(undefined, undefined)).toEqual([0.5, 0.5])
    expect(shares(100, 300)).toEqual([0.25, 0.75])
    expect(shares(100, undefined)).toEqual([null, null])
  })

  it('uses a route with regions only there', () => {
    const routes = [
      route('asia', '10.1.0.0/16', 100, { scope: { colo_regions: ['APAC'] } }),
      route('rest', '10.0.0.0/8'),
    ]
    expect(ids(lookUp('10.1.0.1', routes, healthy, { region: 'APAC' })?.winners)).toEqual(['asia'])
    const europe = lookUp('10.1.0.1', routes, healthy, { region: 'WEUR' })
    expect(ids(europe?.winners)).toEqual(['rest'])
    expect(europe?.losers).toMatchObject([{ route: { id: 'asia' }, reason: 'not_at_this_place' }])
  })

  it('marks routes as unknown that depend on whether a data centre is in a region', () => {
    const den = route('den', '10.1.0.0/16', 100, { scope: { colo_names: ['den01'] } })
    const west = route('west', '10.1.0.0/16', 100, { scope: { colo_regions: ['WNAM'] } })
    const routes = [den, west, route('rest', '10.0.0.0/8')]
    const at = (entry: Entry) => {
      const { winners, losers } = lookUp('10.1.0.1', routes, healthy, entry) ?? { winners: [], losers: [] }
      return [ids(winners), losers.map((loser) => `${loser.route.id} ${loser.reason}`)]
    }
    expect(at({ colo: 'den01' })).toEqual([['den'], ['rest shorter_prefix', 'west place_unknown']])
    expect(at({ colo: 'ams01' })).toEqual([['rest'], ['west place_unknown', 'den not_at_this_place']])
    expect(at({ region: 'WNAM' })).toEqual([['west'], ['rest shorter_prefix', 'den place_unknown']])
    expect(at({})).toEqual([['rest'], ['den not_at_this_place', 'west not_at_this_place']])
  })

  it('lets the longest prefix win when its priority is not a number, and knows no shares beside one', () => {
    const odd = route('odd', '10.1.0.0/16', 0, { odd_values: { priority: 'low' } })
    const found = lookUp('10.1.0.1', [odd, route('wide', '10.0.0.0/8', 900)], healthy)
    expect(found?.winners).toMatchObject([{ route: { id: 'odd' }, share: 1 }])
    expect(found?.losers).toMatchObject([{ route: { id: 'wide' }, reason: 'shorter_prefix' }])
    const beside = lookUp('10.1.0.1', [odd, route('known', '10.1.0.0/16', 900)], healthy)
    expect(beside?.winners).toMatchObject([{ route: { id: 'known' }, share: null }])
    expect(beside?.losers).toMatchObject([{ route: { id: 'odd' }, reason: 'priority_unknown' }])
    const two = lookUp('10.1.0.1', [odd, { ...odd, id: 'other' }], healthy)
    expect(two?.winners.map(({ share }) => share)).toEqual([null, null])
  })

  it('is null for text that is not an address, and has no winner without a matching route', () => {
    expect(lookUp('10.1', [], healthy)).toBeNull()
    expect(lookUp('10.1.0.1', [route('odd', 'nonsense')], healthy)).toEqual({ winners: [], losers: [] })
  })

  it('names the routes whose prefix cannot be read; an IPv6 prefix contains no IPv4 address', () => {
    const routes = [
      route('odd', '10.1.0.0-10.2.0.0'),
      route('six', '2001:db8::/32'),
      route('v4', '10.0.0.0/8'),
    ]
    expect(unreadable(routes).map(({ id }) => id)).toEqual(['odd'])
  })

  it('distinguishes the customer side of a tunnel from Cloudflare’s', () => {
    const hops = nextHopsOf([{ interface_address: '10.255.0.0/31' }, { interface_address: 'odd' }])
    expect(hops.get('10.255.0.1')?.[0]?.side).toBe('customer')
    expect(hops.get('10.255.0.0')?.[0]?.side).toBe('cloudflare')
    expect(hops.size).toBe(2)
  })
})

// ---- a second, naive implementation that compares bits as text ---------------------------------------------

const bits = (address: string) =>
  address
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('')

/** A tunnel's state over all data centres, and the known ones as pairs of data centre and state. */
interface NaiveState {
  overall: TunnelHealth
  known: [string, TunnelHealth][]
}

const naive = (
  address: string,
  routes: readonly Route[],
  states: Record<string, NaiveState>,
  { region, colo }: Entry,
): { winners: string[]; competing: string[] } => {
  const health = (it: Route): TunnelHealth => {
    const state = states[it.nexthop]
    for (const [name, own] of state?.known ?? []) if (name === colo) return own
    return state?.overall ?? 'unknown'
  }
  const total = (it: Route) => it.priority + HEALTH_PENALTY[health(it)]
  const length = (it: Route) => Number(it.prefix.split('/')[1])
  const present = routes.filter((it) => {
    const [regions, colos] = [it.scope?.colo_regions ?? [], it.scope?.colo_names ?? []]
    const isAnywhere = regions.length === 0 && colos.length === 0
    const isHere =
      isAnywhere || regions.some((code) => code === region) || colos.some((name) => name === colo)
    const isSame =
      bits(it.prefix.split('/')[0] ?? '').slice(0, length(it)) === bits(address).slice(0, length(it))
    return isHere && isSame
  })
  /** A known priority is listed before one that is not a number, and that before no route at all. */
  const rank = (it: Route) => (it.odd_values ? Number.POSITIVE_INFINITY : total(it))
  const beats = (a: Route, b: Route) =>
    length(a) > length(b) || (length(a) === length(b) && rank(a) < rank(b))
  const longest = present.filter((it) => present.every((other) => length(other) <= length(it)))
  return {
    winners: present.filter((it) => !present.some((other) => beats(other, it))).map(({ id }) => id),
    competing: longest.map(({ id }) => id),
  }
}

const octet = fc.constantFrom(0, 1, 127, 128, 255)
const someAddress = fc.tuple(fc.constantFrom(10, 192), octet, octet, octet).map((parts) => parts.join('.'))
const region = fc.constantFrom('APAC', 'WEUR', 'ENAM')
const colo = fc.constantFrom('den01', 'ams01')
const entry = fc.oneof(fc.constant<Entry>({}), fc.record<Entry>({ region }), fc.record<Entry>({ colo }))
const someRoute = fc.record({
  prefix: fc.tuple(someAddress, fc.constantFrom(0, 1, 8, 9)).map(([host, length]) => `${host}/${length}`),
  nexthop: fc.constantFrom('10.255.0.1', '10.255.0.3', '10.255.0.5'),
  priority: fc.constantFrom(0, 100, 200, 500_100),
  scope: fc.option(
    fc.record({
      colo_regions: fc.array(region, { maxLength: 2 }),
      colo_names: fc.option(fc.array(colo, { maxLength: 1 }), { nil: undefined }),
    }),
  ),
  weight: fc.option(fc.integer({ min: 1, max: 256 })),
  odd_values: fc.option(fc.constant({ priority: 'odd' }), { nil: undefined, freq: 4 }),
})
const health = fc.constantFrom<TunnelHealth>('healthy', 'degraded', 'down', 'unknown')
const state = fc.record<NaiveState>({
  overall: health,
  known: fc.uniqueArray(fc.tuple(colo, health), { selector: ([name]) => name }),
})

describe('compared with a naive implementation', () => {
  it('finds the same winners, with positive shares that add up to 1', () => {
    fc.assert(
      fc.property(
        someAddress,
        fc.array(someRoute, { maxLength: 20 }),
        fc.tuple(state, state, state),
        entry,
        (address, made, states, place) => {
          const routes = made.map((it, index): Route => ({ id: String(index), ...it }))
          const at = Object.fromEntries(states.map((it, index) => [`10.255.0.${index * 2 + 1}`, it]))
          const stateAt = (nexthop: string): RoutingState => ({
            overall: at[nexthop]?.overall ?? 'unknown',
            byColo: new Map(at[nexthop]?.known),
          })
          const found = lookUp(address, routes, stateAt, place) ?? { winners: [], losers: [] }
          const { winners } = found
          const expected = naive(address, routes, at, place)
          expect(ids(winners).sort()).toEqual(expected.winners.sort())
          expect(
            competing(found)
              .map(({ id }) => id)
              .sort(),
          ).toEqual(expected.competing.sort())
          const shares = winners.flatMap(({ share }) => share ?? [])
          if (shares.length > 0) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
          expect(shares.every((share) => share > 0)).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })
})
