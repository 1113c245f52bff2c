/** The health of a tunnel according to the newest probes. Pure. */
import type { Health, HealthSeries } from '../../contract/health.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { type Band, bandOf, routingStateOf } from './health-bands.ts'

export interface Reading {
  /** The band in which Cloudflare's dashboard displays the rate. */
  band: Band
  /** The state for routing in the newest bucket, nearest to the mean of all data centres; null if the API returns none. */
  routing: Band | null
  /**
   * The mean may be of different states: data centres may not agree, or the state changed within the bucket. Only a
   * mean of healthy or of down is certainly one of equal states; half of each has the mean of degraded.
   */
  mayRoutingDiffer: boolean
  /** Share of answered probes, from 0 to 1. */
  rate: number
  /** Length and end of the evaluated time, in milliseconds. */
  spanMs: number
  until: number
  /** Share of answered probes in each bucket of the window, for the strip; null for no data. */
  strip: readonly (number | null)[]
  since: Since | null
  /** Whether the counts are estimates. */
  isSampled: boolean
  dataCentres: DataCentres | null
}

/** Since when the tunnel is in its band, to the length of a bucket; null if that has just changed. */
export interface Since {
  /** Milliseconds since the epoch. */
  at: number
  /** It may be longer: there is no older data, or it was not read. */
  isLeast: boolean
}

/** By data centre; null if the data is of all together. */
export interface DataCentres {
  /** How many probe, and how many of them are not healthy. */
  total: number
  bad: number
  /** The names of those with each state for routing in the newest bucket; none if the API returns no state. */
  routing: Readonly<Record<Band, readonly string[]>>
}

/** The evaluated time: two buckets of an hour, one of a day or a week. */
const RECENT_MS = 10 * 60_000
/** Older data is not current. */
const OLD_MS = 20 * 60_000

type Window = Pick<Health, 'from' | 'to' | 'bucket_ms' | 'is_sampled'>

export const endOf = ({ from, to, bucket_ms }: Omit<Window, 'is_sampled'>, bucket: number): number =>
  Math.min(to, from + (bucket + 1) * bucket_ms)

/** Share of answered probes, from 0 to 1. Estimated counts may have more failed probes than probes. */
export const shareAnswered = (failed: number, probes: number): number => Math.max(0, 1 - failed / probes)

/** Data from before a tunnel was created belongs to another tunnel with its name. */
export const firstOwnBucket = (
  { from, bucket_ms }: Pick<Window, 'from' | 'bucket_ms'>,
  { created_on }: Pick<Tunnel, 'created_on'>,
): number => {
  const created = Date.parse(created_on ?? '')
  return Number.isNaN(created) ? 0 : Math.max(0, Math.floor((created - from) / bucket_ms))
}

const sum = (values: readonly number[], buckets: readonly number[]): number =>
  buckets.reduce((total, bucket) => total + (values[bucket] ?? 0), 0)

/** The newest buckets that have data, newest first; empty without data. */
export const recentBuckets = (
  series: readonly HealthSeries[],
  { bucket_ms }: Window,
  first: number,
): number[] => {
  const newest = Math.max(...series.map(({ probes }) => probes.findLastIndex((count) => count > 0)))
  return Array.from({ length: Math.max(1, RECENT_MS / bucket_ms) }, (_, index) => newest - index).filter(
    (bucket) => bucket >= first,
  )
}

/** Share of answered probes in these buckets; null for no data. */
export const rateIn = ({ probes, failed }: HealthSeries, buckets: readonly number[]): number | null => {
  const count = sum(probes, buckets)
  return count === 0 ? null : shareAnswered(sum(failed, buckets), count)
}

/** The mean of all data centres, weighted by the number of probes; null if the API returns no state. */
const routingMeanAt = (series: readonly HealthSeries[], bucket: number): number | null => {
  let [weight, total] = [0, 0]
  for (const { probes, state } of series) {
    const [count = 0, mean] = [probes[bucket], state[bucket]]
    if (mean == null) continue
    weight += count
    total += count * mean
  }
  return weight === 0 ? null : total / weight
}

/** Give or take a rounding error. */
const isOfEqualStates = (mean: number): boolean => mean < 1e-6 || mean > 1 - 1e-6

/** The names of the series by their state for routing in this bucket. */
const namesByRoutingAt = (series: readonly HealthSeries[], bucket: number): Record<Band, string[]> => {
  const names: Record<Band, string[]> = { healthy: [], degraded: [], down: [] }
  for (const { name, state } of series) {
    const mean = state[bucket]
    if (mean != null) names[routingStateOf(mean)].push(name)
  }
  return names
}

const sinceOf = (strip: Reading['strip'], newest: number, band: Band, window: Window): Since | null => {
  const isIn = (bucket: number) => {
    const rate = strip[bucket]
    return rate != null && bandOf(rate) === band
  }
  if (!isIn(newest)) return null
  let begin = newest
  while (isIn(begin - 1)) begin -= 1
  return { at: window.from + begin * window.bucket_ms, isLeast: strip[begin - 1] == null }
}

/** @param isOfOne whether the series are the data centres of one tunnel */
export const readingOf = (
  series: readonly HealthSeries[],
  window: Window,
  first: number,
  isOfOne: boolean,
): Reading | null => {
  const count = Math.ceil((window.to - window.from) / window.bucket_ms)
  const buckets = recentBuckets(series, window, first)
  const [newest] = buckets
  if (newest === undefined) return null
  const until = endOf(window, newest)
  if (window.to - until > OLD_MS) return null
  const probes = series.reduce((total, each) => total + sum(each.probes, buckets), 0)
  const failed = series.reduce((total, each) => total + sum(each.failed, buckets), 0)
  const rates = series.flatMap((each) => rateIn(each, buckets) ?? [])
  const rate = shareAnswered(failed, probes)
  const band = bandOf(rate)
  const mean = routingMeanAt(series, newest)
  const strip = Array.from({ length: count }, (_, bucket) => {
    const all = bucket < first ? 0 : series.reduce((total, each) => total + (each.probes[bucket] ?? 0), 0)
    const bad = series.reduce((total, each) => total + (each.failed[bucket] ?? 0), 0)
    return all === 0 ? null : shareAnswered(bad, all)
  })
  return {
    band,
    routing: mean === null ? null : routingStateOf(mean),
    mayRoutingDiffer: mean !== null && !isOfEqualStates(mean),
    rate,
    spanMs: until - (window.from + Math.min(...buckets) * window.bucket_ms),
    until,
    strip,
    since: sinceOf(strip, newest, band, window),
    isSampled: window.is_sampled,
    dataCentres: isOfOne
      ? {
          total: rates.length,
          bad: rates.filter((each) => bandOf(each) !== 'healthy').length,
          routing: namesByRoutingAt(series, newest),
        }
      : null,
  }
}

/** @returns null if there is no data */
export const readingOfOne = (health: Health, tunnel: Tunnel): Reading | null =>
  readingOf(health.series, health, firstOwnBucket(health, tunnel), true)
