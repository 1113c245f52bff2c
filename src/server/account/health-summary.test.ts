/** `health-summary.ts`: rows of the GraphQL API as figures of tunnels. */
import { describe, expect, test } from 'vitest'
import { healthOf, trafficOf } from './health-summary.ts'

const T0 = Date.parse('2027-01-15T08:00:00Z')
const BUCKET = 300_000
const WINDOW = { from: T0, to: T0 + 3 * BUCKET, bucket_ms: BUCKET }
const at = (bucket: number) => new Date(T0 + bucket * BUCKET).toISOString()
const row = (bucket: number, name: string, count: number, tunnelState = 1, sampleInterval = 1) => ({
  count,
  avg: { tunnelState, sampleInterval },
  dimensions: { at: at(bucket), name },
})

describe('health', () => {
  test('has one value per bucket, and null for a bucket without rows', () => {
    const rows = {
      all: [row(2, 'ams', 30), row(0, 'ams', 20, 0.5), row(0, 'fra', 5)],
      failed: [row(0, 'ams', 8)],
    }
    const summary = healthOf(rows, WINDOW)
    expect(summary.series).toEqual([
      { name: 'ams', probes: [20, 0, 30], failed: [8, 0, 0], state: [0.5, null, 1] },
      { name: 'fra', probes: [5, 0, 0], failed: [0, 0, 0], state: [1, null, null] },
    ])
    expect([summary.is_cut, summary.is_sampled]).toEqual([false, false])
  })

  test('reports that it is sampled', () => {
    expect(healthOf({ all: [row(0, 'ams', 1, 1, 8)], failed: [] }, WINDOW).is_sampled).toBe(true)
  })

  test('leaves out the oldest bucket when rows are missing, because it may be incomplete', () => {
    const all = [row(2, 'ams', 9), row(2, 'fra', 9), row(1, 'ams', 9)]
    const summary = healthOf({ all, failed: [] }, WINDOW, 3)
    expect(summary.is_cut).toBe(true)
    expect(summary.series.map(({ probes }) => probes)).toEqual([
      [0, 0, 9],
      [0, 0, 9],
    ])
    // With failed rows missing, the remaining buckets would look too good.
    const failed = [row(2, 'ams', 1), row(1, 'ams', 1)]
    expect(healthOf({ all: [...all, row(0, 'ams', 9)], failed }, WINDOW, 2).series[0]?.probes).toEqual([
      0, 0, 9,
    ])
  })

  test('ignores rows outside its window', () => {
    expect(healthOf({ all: [row(-1, 'ams', 9), row(3, 'ams', 9)], failed: [] }, WINDOW).series).toEqual([])
  })
})

describe('traffic', () => {
  const bits = (bucket: number, name: string, sum: number) => ({
    sum: { bits: sum },
    dimensions: { at: at(bucket), name },
  })

  test('is bits per second in both directions, under either pair of names', () => {
    const traffic = [
      bits(0, 'ingress', 300),
      bits(1, 'inbound', 600),
      bits(1, 'egress', 900),
      bits(1, 'lateral', 9),
      bits(1, 'constructor', 9),
    ]
    const summary = trafficOf({ traffic }, WINDOW)
    expect([summary.ingress, summary.egress]).toEqual([
      [1, 2, null],
      [null, 3, null],
    ])
  })

  test('of an unfinished bucket is divided by the time that has passed', () => {
    const window = { ...WINDOW, to: T0 + BUCKET / 2 }
    expect(trafficOf({ traffic: [bits(0, 'ingress', 300)] }, window).ingress).toEqual([2])
  })
})
