/** `rows.ts` and `sort.ts`: rows of the list, their filters and their order. */
import { describe, expect, test } from 'vitest'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { countStates, filter, rowsOf } from './rows.ts'
import { sorted } from './sort.ts'
import { DEFAULT_VIEW } from './view.ts'

const NOW = Date.parse('2027-01-15T08:00:00Z')
const daysAgo = (days: number) => new Date(NOW - days * 86_400_000).toISOString()

const status = (state: string) => ({ state, tcp_established: false, updated_at: daysAgo(1) })

const tunnel = (name: string, more: Partial<Tunnel> = {}): Tunnel => ({
  id: name,
  name,
  cloudflare_endpoint: '203.0.113.18',
  interface_address: '10.0.0.0/31',
  created_on: daysAgo(100),
  psk_metadata: { last_generated_on: daysAgo(100) },
  bgp: { customer_asn: 64501 },
  bgp_status: status('BGP_UP'),
  ...more,
})

const TUNNELS = [
  tunnel('site-10', { interface_address: '10.0.10.0/31', psk_metadata: { last_generated_on: daysAgo(10) } }),
  tunnel('site-2', { bgp_status: status('BGP_DOWN'), cloudflare_endpoint: '203.0.113.146' }),
  tunnel('site-1', { bgp: null, replay_protection: true, interface_address: '10.0.2.0/31' }),
  tunnel('site-3', { psk_metadata: {}, bgp: { customer_asn: 7 }, bgp_status: status('BGP_DOWN') }),
]
const ROWS = rowsOf(TUNNELS, NOW, [])

const names = (rows: readonly { tunnel: Tunnel }[]) => rows.map((row) => row.tunnel.name)
const filtered = (view: Partial<typeof DEFAULT_VIEW>) =>
  names(filter(ROWS, { ...DEFAULT_VIEW, ...view }, NOW))

describe('rows', () => {
  test('stay the same objects while nothing changes', () => {
    expect(rowsOf([...TUNNELS], NOW + 1000, ROWS)).toBe(ROWS)
    const [first, ...rest] = TUNNELS
    const changed = rowsOf([{ ...(first as Tunnel), description: 'new' }, ...rest], NOW, ROWS)
    expect(changed[0]).not.toBe(ROWS[0])
    expect(changed[1]).toBe(ROWS[1])
  })

  test('a new tunnel without a session changes from waiting to down after some time', () => {
    const young = [tunnel('new', { created_on: daysAgo(0), bgp_status: status('BGP_DOWN') })]
    const before = rowsOf(young, NOW, [])
    expect(before[0]?.kind).toBe('waiting')
    expect(rowsOf(young, NOW + 3_600_000, before)[0]?.kind).toBe('down')
  })

  test('a tunnel whose session was ended by a change made here is waiting, and says why', () => {
    const changed = [tunnel('edited', { bgp_status: status('BGP_DOWN') })]
    const changedAgo = (minutes: number) =>
      rowsOf(changed, NOW, [], undefined, () => ({
        fields: ['customer_asn'],
        at: NOW - minutes * 60_000,
        router: [],
        isAwaited: true,
      }))[0]
    expect(changedAgo(1)).toMatchObject({ kind: 'waiting', isReconnecting: true })
    expect(changedAgo(20)).toMatchObject({ kind: 'down', isReconnecting: false })
  })

  test.each([
    ['name', false, ['site-1', 'site-2', 'site-3', 'site-10']],
    ['name', true, ['site-10', 'site-3', 'site-2', 'site-1']],
    ['state', false, ['site-2', 'site-3', 'site-1', 'site-10']],
    ['interface', false, ['site-2', 'site-3', 'site-1', 'site-10']],
    ['asn', false, ['site-3', 'site-2', 'site-10', 'site-1']],
    ['key', true, ['site-3', 'site-10', 'site-2', 'site-1']],
  ] as const)('sort by %s, descending %s: %j', (by, isDown, order) => {
    expect(names(sorted(ROWS, by, isDown))).toEqual(order)
  })
})

describe('filters', () => {
  test.each([
    [{ endpoint: '203.0.113.146' }, ['site-2']],
    [{ bgp: 'off' }, ['site-1']],
    [{ bgp: 'on' }, ['site-10', 'site-2', 'site-3']],
    [{ replay: 'on' }, ['site-1']],
    [{ key: 'none' }, ['site-3']],
    [{ key: 90 }, ['site-2', 'site-1']],
    [{ key: 180 }, []],
  ] as const)('%j finds %j', (view, left) => expect(filtered(view)).toEqual(left))

  test('states are counted', () => {
    expect(countStates(ROWS)).toMatchObject({ up: 1, down: 1, no_bgp: 1, no_key: 1, waiting: 0 })
  })
})
