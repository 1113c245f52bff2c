/** The health of a tunnel according to the newest probes. Pure. */
import type { Health, HealthSeries } from '../../contract/health.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { type Band, bandOf, routingStateOf } from './bands.ts'

export interface Reading {
  /** The band in which Cloudflare's dashboard displays the rate. */
  band: Band
  /** The state that Cloudflare uses for routing, in the newest bucket; null if the API returns none. */
  routing: Band | null
  /** Share of answered probes, from 0 to 1. */
  rate: number
  /** Length and end of the evaluated time, in milliseconds. */
  spanMs: number
  until: number
  /** Share of answered probes in each bucket of the window, for the strip; null for no data. */
  strip: readonly (number | null)[]
  /** Number of data centres that probe, and of those not healthy; null if the data is not by data centre. */
  dataCentres: { total: number; bad: number } | null
}

/** Number of buckets to sum up: ten minutes of an hour. */
const RECENT = 2
/** Older data is not current. */
const OLD_MS = 20 * 60_000

type Window = Pick<Health, 'from' | 'to' | 'bucket_ms'>

export const endOf = ({ from, to, bucket_ms }: Window, bucket: number): number =>
  Math.min(to, from + (bucket + 1) * bucket_ms)

/** Data from before a tunnel was created belongs to another tunnel with its name. */
export const firstOwnBucket = (
  { from, bucket_ms }: Window,
  { created_on }: Pick<Tunnel, 'created_on'>,
): number => {
  const created = Date.parse(created_on ?? '')
  return Number.isNaN(created) ? 0 : Math.max(0, Math.floor((created - from) / bucket_ms))
}

const sum = (values: readonly number[], buckets: readonly number[]): number =>
  buckets.reduce((total, bucket) => total + (values[bucket] ?? 0), 0)

const rateOf = ({ probes, failed }: HealthSeries, buckets: readonly number[]): number | null => {
  const count = sum(probes, buckets)
  return count === 0 ? null : Math.max(0, 1 - sum(failed, buckets) / count)
}

/** The mean of all data centres, weighted by the number of probes. */
const routingAt = (series: readonly HealthSeries[], bucket: number): Band | null => {
  let [weight, total] = [0, 0]
  for (const { probes, state } of series) {
    const [count = 0, mean] = [probes[bucket], state[bucket]]
    if (mean == null) continue
    weight += count
    total += count * mean
  }
  return weight === 0 ? null : routingStateOf(total / weight)
}

/** @param isOfOne whether the series are the data centres of one tunnel */
export const readingOf = (
  series: readonly HealthSeries[],
  window: Window,
  first: number,
  isOfOne: boolean,
): Reading | null => {
  const count = Math.ceil((window.to - window.from) / window.bucket_ms)
  let newest = count - 1
  while (newest >= first && !series.some(({ probes }) => (probes[newest] ?? 0) > 0)) newest -= 1
  const until = endOf(window, newest)
  if (newest < first || window.to - until > OLD_MS) return null
  const buckets = Array.from({ length: RECENT }, (_, index) => newest - index).filter((each) => each >= first)
  const probes = series.reduce((total, each) => total + sum(each.probes, buckets), 0)
  const failed = series.reduce((total, each) => total + sum(each.failed, buckets), 0)
  const rates = series.flatMap((each) => rateOf(each, buckets) ?? [])
  const rate = Math.max(0, 1 - failed / probes)
  return {
    band: bandOf(rate),
    routing: routingAt(series, newest),
    rate,
    spanMs: until - (window.from + Math.min(...buckets) * window.bucket_ms),
    until,
    strip: Array.from({ length: count }, (_, bucket) => {
      const all = bucket < first ? 0 : series.reduce((total, each) => total + (each.probes[bucket] ?? 0), 0)
      const bad = series.reduce((total, each) => total + (each.failed[bucket] ?? 0), 0)
      return all === 0 ? null : Math.max(0, 1 - bad / all)
    }),
    dataCentres: isOfOne
      ? { total: rates.length, bad: rates.filter((each) => bandOf(each) !== 'healthy').length }
      : null,
  }
}

/** @returns null if there is no data */
export const readingOfOne = (health: Health, tunnel: Tunnel): Reading | null =>
  readingOf(health.series, health, firstOwnBucket(health, tunnel), true)
