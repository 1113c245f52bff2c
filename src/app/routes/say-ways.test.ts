/** `say-ways.ts`: with which priority a route counts, on which state of its tunnel that rests, and what happens without one. */
import { expect, it } from 'vitest'
import { type Entry, lookUp, type TunnelHealth } from '../../contract/route-lookup.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { statesAt, type Target } from './route-target.ts'
import { sayCounted, sayUnrouted, sayWays } from './say-ways.ts'

const NEXTHOP = '10.255.0.1'
const tunnel: Tunnel = {
  id: 'ams',
  name: 'ams',
  cloudflare_endpoint: '203.0.113.18',
  interface_address: '10.255.0.0/31',
}

/** @param colos the known states by data centre */
const said = (
  target: Pick<Target, 'routing' | 'mayDiffer'>,
  entry: Entry,
  colos: Record<string, TunnelHealth> = {},
  { state = 'up', isHealthPending = false }: { state?: Target['state']; isHealthPending?: boolean } = {},
) => {
  const targets = (): Target => ({ state, tunnels: [tunnel], ...target })
  const stateAt = statesAt(targets, new Map([[NEXTHOP, new Map(Object.entries(colos))]]))
  const route = { id: 'r', prefix: '10.0.0.0/8', nexthop: NEXTHOP, priority: 100 }
  const [way] = lookUp('10.0.0.1', [route], stateAt, entry)?.winners ?? []
  return way && sayCounted(way, entry, { targets, isHealthPending })
}

it('names the state in the data centre where the traffic enters, and says if only the one over all is known', () => {
  const mixed = { routing: 'degraded', mayDiffer: true } as const
  const colos = { fra08: 'down', ams01: 'healthy' } as const
  expect(said(mixed, { colo: 'fra08' }, colos)).toBe(
    "priority 100, counted as 1,000,100 because its tunnel's state for routing in fra08 is down",
  )
  expect(said(mixed, { colo: 'ams01' }, colos)).toBe(
    "priority 100, without a health penalty: its tunnel's state for routing in ams01 is healthy",
  )
  expect(said(mixed, { colo: 'den01' }, colos)).toBe(
    "priority 100, counted as 500,100 because its tunnel's state for routing is degraded; that rests on its tunnel's state over all data centres, because the one in den01 is not known",
  )
  expect(said(mixed, { region: 'WEUR' }, colos)).toMatch(/degraded; data centres may differ in its tunnel's/)
})

it('says no more where every data centre has the same state, and that an unknown state adds no penalty', () => {
  expect(said({ routing: 'healthy', mayDiffer: false }, { colo: 'fra08' })).toBe('priority 100')
  expect(said({ routing: 'down', mayDiffer: false }, {})).toMatch(/state for routing is down$/)
  expect(said({ routing: 'unknown', mayDiffer: false }, { colo: 'fra08' })).toMatch(
    /^priority 100, without a health penalty: the state for routing is unknown$/,
  )
})

it('says nothing of a state that is still being read, nor where there is no way through the tunnel', () => {
  const unknown = { routing: 'unknown', mayDiffer: false } as const
  expect(said(unknown, {}, {}, { isHealthPending: true })).toBe('priority 100')
  expect(said(unknown, {}, {}, { state: 'cloudflare_side' })).toBe('priority 100')
})

it('a name from right to left reorders no word beside it', () => {
  const name = 'שלום-a'
  const targets = (nexthop: string): Target => ({
    state: 'up',
    tunnels: [{ ...tunnel, name: nexthop === NEXTHOP ? name : 'fra' }],
    routing: 'healthy',
    mayDiffer: false,
  })
  const to = (nexthop: string) => ({
    route: { id: nexthop, prefix: '10.0.0.0/8', nexthop, priority: 100 },
    share: 0.5,
  })
  expect(sayWays([to(NEXTHOP), to('10.255.0.3')], targets)).toBe(`\u2068${name}\u2069 (50 %) and fra (50 %)`)
})

it('says that traffic goes to the Internet only of an address that is there', () => {
  expect(sayUnrouted('8.8.8.8')).toMatch(/sends it to the Internet/)
  for (const dropped of ['10.1.2.3', '100.64.0.1']) expect(sayUnrouted(dropped)).toMatch(/drops it/)
  for (const none of ['224.0.0.1', '127.0.0.1', '0.0.0.0', '255.255.255.255', '169.254.1.1'])
    expect(sayUnrouted(none)).toMatch(/^nothing is known of it/)
})
