/** `health-reading.ts`: the bands of health and the figure for the last ten minutes. */
import { describe, expect, it } from 'vitest'
import type { Tunnel } from '../../contract/tunnel.ts'
import { readingIn, sayCut } from '../health/account-readings.tsx'
import { healthOf, seriesOf, TO } from '../health/testing.ts'
import { bandOf } from './health-bands.ts'
import { readingOfOne } from './health-reading.ts'
import { basisOf, sinceWhen } from './health-words.ts'

const tunnel = (created: string | null = null): Tunnel => ({
  id: 'a'.repeat(32),
  name: 'lis',
  cloudflare_endpoint: '162.159.64.1',
  interface_address: '10.10.0.0/31',
  created_on: created,
})

describe('the bands of the dashboard', () => {
  it.each([
    [1, 'healthy'],
    [0.801, 'healthy'],
    [0.8, 'degraded'],
    [0.4, 'degraded'],
    [0.399, 'down'],
    [0, 'down'],
  ])('put a rate of %d in %s', (rate, band) => expect(bandOf(rate)).toBe(band))
})

describe('a reading', () => {
  it('covers the last ten minutes and counts data centres', () => {
    const health = healthOf(
      seriesOf('ams', 0, 0, 99, 99),
      seriesOf('fra', 0, 0, 20, 20),
      seriesOf('old', 9, null, null, null),
    )
    const reading = readingOfOne(health, tunnel())
    expect(reading).toMatchObject({
      band: 'degraded',
      spanMs: 600_000,
      until: TO,
      dataCentres: { total: 2, bad: 1 },
    })
    expect(reading?.rate).toBeCloseTo(0.595)
  })

  it('contains the state for routing: the mean of all data centres in the newest bucket', () => {
    const at = (state: number | null, ...probes: number[]) => ({
      ...seriesOf('x', 99),
      probes,
      failed: probes.map(() => 0),
      state: probes.map(() => state),
    })
    const routing = (...series: ReturnType<typeof at>[]) =>
      readingOfOne(healthOf(...series), tunnel())?.routing
    expect(routing(at(1, 100), at(0.5, 100))).toBe('healthy')
    expect(routing(at(1, 100), at(0, 100))).toBe('degraded')
    expect(routing(at(1, 10), at(0, 100))).toBe('down')
    expect(routing(at(null, 100), at(0.5, 10))).toBe('degraded')
    expect(routing(at(null, 100))).toBeNull()
  })

  it('starts at the newest bucket that has data', () => {
    expect(readingOfOne(healthOf(seriesOf('ams', 50, 90, 90, null)), tunnel())).toMatchObject({
      rate: 0.9,
      until: TO - 300_000,
    })
  })

  it('is null if the newest data is old or missing', () => {
    expect(readingOfOne(healthOf(seriesOf('ams', 90, null, null, null, null, null)), tunnel())).toBeNull()
    expect(readingOfOne(healthOf(), tunnel())).toBeNull()
    expect(readingIn(new Map(), healthOf(), tunnel())).toBeNull()
  })

  it('ignores data from before the tunnel was created, of another tunnel with its name', () => {
    const health = healthOf(seriesOf('ams', 0, 0, 0, 100))
    expect(readingOfOne(health, tunnel('2027-01-15T07:56:00Z'))).toMatchObject({
      rate: 1,
      strip: [null, null, null, 1],
    })
    expect(readingOfOne(health, tunnel('2027-01-15T08:01:00Z'))).toBeNull()
  })

  it('is undefined if not even the newest bucket is complete, and the page says how much is missing', () => {
    const cut = (...series: ReturnType<typeof seriesOf>[]) => ({ ...healthOf(...series), is_cut: true })
    expect(readingIn(new Map(), cut(), tunnel())).toBeUndefined()
    expect(sayCut(cut())).toMatch(/^Health is not known: the API gives 10,000 rows at once/)
    expect(sayCut(cut(seriesOf('a', null, null, null, 90), seriesOf('b', null, null, 90, 90)))).toMatch(
      /^Health covers the last 10 minutes, not the last hour/,
    )
    expect(sayCut(healthOf(seriesOf('a', 90)))).toBeNull()
  })

  it('stays the same object while the answer stays the same', () => {
    const health = healthOf(seriesOf('lis', 90, 90))
    const series = new Map(health.series.map((each) => [each.name, each]))
    const first = readingIn(series, health, tunnel())
    expect(readingIn(series, { ...health }, tunnel())).toBe(first)
    expect(readingIn(series, { ...health, to: health.to + 300_000 }, tunnel())).not.toBe(first)
  })

  it('is computed again for another tunnel with that name', () => {
    const health = healthOf(seriesOf('lis', 90, 90))
    const series = new Map(health.series.map((each) => [each.name, each]))
    expect(readingIn(series, health, tunnel())).not.toBeNull()
    expect(readingIn(series, health, tunnel('2027-01-15T09:00:00Z'))).toBeNull()
  })

  it('says which data it is based on', () => {
    const reading = readingOfOne(healthOf(seriesOf('ams', 99, 98), seriesOf('fra', 99, 98)), tunnel())
    if (!reading) throw new Error('no reading')
    const now = TO + 5 * 60_000
    expect(basisOf(reading, tunnel(), now)).toBe(
      '98.5 % of probes answered in 10 minutes, 2 data centres; about 5 minutes behind',
    )
    // Nothing less is rounded up to 100 %.
    expect(basisOf({ ...reading, rate: 0.9999, dataCentres: null }, tunnel(), TO)).toBe(
      '99.9 % of probes answered in 10 minutes; about 1 minute behind',
    )
    expect(basisOf({ ...reading, isSampled: true }, tunnel(), now)).toMatch(/answered \(an estimate\) in/)
    const changed = (at: string) => ({ ...tunnel('2026-01-01T00:00:00Z'), modified_on: at })
    expect(basisOf(reading, changed('2027-01-15T08:02:00Z'), now)).toMatch(
      /behind, from before the last change of the tunnel$/,
    )
    expect(basisOf(reading, changed('2027-01-15T07:58:00Z'), now)).toMatch(/behind$/)
    const created = '2027-01-15T08:02:00Z'
    expect(basisOf(reading, { ...tunnel(created), modified_on: created }, now)).toMatch(/behind$/)
  })

  it('says since when the tunnel is in its band, as far as the data shows', () => {
    const since = (...rates: (number | null)[]) => {
      const reading = readingOfOne(healthOf(seriesOf('ams', ...rates)), tunnel())
      return reading && sinceWhen(reading, 'UTC')
    }
    expect(since(100, 100, 0, 0, 0)).toBe('Down since 07:45 (exact to 5 minutes)')
    expect(since(0, 60, 60)).toBe('Degraded since 07:50 (exact to 5 minutes)')
    expect(since(100, 100, 100)).toMatch(/^Healthy since 07:45 or earlier: there is no older data/)
    expect(since(0, null, 100, 100)).toMatch(/^Healthy since 07:50 or earlier/)
    // The newest five minutes and the ten that are evaluated are in different bands.
    expect(since(100, 100, 0)).toBeNull()
  })

  it('knows whether data centres agree about the state for routing', () => {
    const stated = (...states: (number | null)[]) =>
      readingOfOne(
        healthOf(...states.map((state, index) => ({ ...seriesOf(`ams0${index}`, 99), state: [state] }))),
        tunnel(),
      )
    expect(stated(1, 1)).toMatchObject({ routing: 'healthy', mayRoutingDiffer: false })
    expect(stated(0, 0)).toMatchObject({ routing: 'down', mayRoutingDiffer: false })
    expect(stated(0, 1)).toMatchObject({ routing: 'degraded', mayRoutingDiffer: true })
    expect(stated(1, 0, 1, 0.5)).toMatchObject({
      mayRoutingDiffer: true,
      dataCentres: { routing: { healthy: ['ams00', 'ams02'], degraded: ['ams03'], down: ['ams01'] } },
    })
    expect(stated(null)).toMatchObject({
      mayRoutingDiffer: false,
      dataCentres: { routing: { healthy: [], degraded: [], down: [] } },
    })
  })
})
