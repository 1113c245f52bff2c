/** `series.ts`: rows of the GraphQL API as series by data centre. */
import { describe, expect, it } from 'vitest'
import type { Tunnel } from '../../contract/tunnel.ts'
import {
  bitRate,
  changedWithin,
  episodesOf,
  lateStart,
  ownHealth,
  ownTraffic,
  routingStateAt,
  worstFirst,
} from './series.ts'
import { healthOf, seriesOf, TO } from './testing.ts'

const tunnel = (created_on: string | null = null): Tunnel => ({
  id: 'a'.repeat(32),
  name: 'lis',
  cloudflare_endpoint: '162.159.64.1',
  interface_address: '10.10.0.0/31',
  created_on,
})
const MINUTE = 60_000

describe('series', () => {
  it('exclude data of an earlier tunnel with the same name', () => {
    const health = healthOf(seriesOf('ams', 1, 2, 100), seriesOf('fra', 1, 2, null))
    const own = ownHealth(health, tunnel('2027-01-15T07:57:00Z'))
    expect(own.series.map(({ name, probes }) => [name, probes])).toEqual([['ams', [0, 0, 100]]])
    expect(ownHealth(health, tunnel())).toBe(health)
    const { series: _, ...window } = health
    const traffic = { ...window, ingress: [1, 2, 3], egress: [4, null, 6] }
    expect(ownTraffic(traffic, tunnel('2027-01-15T07:57:00Z')).ingress).toEqual([null, null, 3])
  })

  it('are sorted with the worst first', () => {
    const order = worstFirst([seriesOf('b', 1, 100), seriesOf('a', 100, 100), seriesOf('c', 100, 5)], [1])
    expect(order.map(({ name }) => name)).toEqual(['c', 'b', 'a'])
  })

  it('report each episode that was not healthy; missing data ends an episode', () => {
    const series = seriesOf('ams', 100, 10, 20, 60, null, 10)
    const at = (bucket: number) => TO - (6 - bucket) * 5 * MINUTE
    expect(episodesOf(healthOf(series), series)).toEqual([
      { band: 'down', from: at(1), to: at(3) },
      { band: 'degraded', from: at(3), to: at(4) },
      { band: 'down', from: at(5), to: at(6) },
    ])
  })

  it('distinguish the state for routing from the displayed band', () => {
    const series = seriesOf('ams', 95)
    expect(routingStateAt({ ...series, state: [0.5] }, 0)).toBe('degraded')
    expect(routingStateAt({ ...series, state: [null] }, 0)).toBeNull()
  })
})

describe('data that begins late', () => {
  const late = healthOf(seriesOf('ams', null, null, null, null, 90, 90))
  it('may be a rename', () => expect(lateStart(late, tunnel())).toBe(TO - 10 * MINUTE))
  it('is ignored if the tunnel is no older', () =>
    expect(lateStart(late, tunnel('2027-01-15T07:45:00Z'))).toBeNull())
  it('is ignored if rows are missing', () =>
    expect(lateStart({ ...late, is_cut: true }, tunnel())).toBeNull())
})

describe('data from before the last change', () => {
  const health = healthOf(seriesOf('ams', 90, 90, null))
  const changed = (modified_on: string, created_on: string | null = null) =>
    changedWithin(health, { ...tunnel(created_on), modified_on })
  it('may be of the tunnel that had the name', () =>
    expect(changed('2027-01-15T07:58:00Z')).toBe(TO - 2 * MINUTE))
  it('is not expected of a new tunnel, of a change before the window, or without such data', () => {
    expect(changed('2027-01-15T07:58:00Z', '2027-01-15T07:58:00Z')).toBeNull()
    expect(changed('2027-01-15T07:40:00Z')).toBeNull()
    expect(changed('2027-01-15T07:47:00Z')).toBeNull()
    expect(changedWithin(health, tunnel())).toBeNull()
  })
})

it.each([
  [0, '0 bit/s'],
  [999, '999 bit/s'],
  [23_400_000, '23.4 Mbit/s'],
  [123_456_789_000, '123 Gbit/s'],
])('formats %d as %s', (bits, text) => expect(bitRate(bits)).toBe(text))
