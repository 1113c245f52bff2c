/** Prepares health and traffic for the charts and tables of a tunnel's page. Pure. */
import type { Health, HealthSeries, Traffic } from '../../contract/health.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { type Band, bandOf, routingStateOf } from '../state/health-bands.ts'
import { endOf, firstOwnBucket, rateIn, shareAnswered } from '../state/health-reading.ts'

/** The health without data of an earlier tunnel with the same name. */
export const ownHealth = (health: Health, tunnel: Tunnel): Health => {
  const first = firstOwnBucket(health, tunnel)
  if (first === 0) return health
  const own = (values: readonly number[]) => values.map((value, bucket) => (bucket < first ? 0 : value))
  const series = health.series
    .map((each) => ({ ...each, probes: own(each.probes), failed: own(each.failed) }))
    .filter(({ probes }) => probes.some((count) => count > 0))
  return { ...health, series }
}

export const ownTraffic = (traffic: Traffic, tunnel: Tunnel): Traffic => {
  const first = firstOwnBucket(traffic, tunnel)
  const own = (values: Traffic['ingress']) => values.map((value, bucket) => (bucket < first ? null : value))
  return { ...traffic, ingress: own(traffic.ingress), egress: own(traffic.egress) }
}

export const rateAt = ({ probes, failed }: HealthSeries, bucket: number): number | null => {
  const count = probes[bucket] ?? 0
  return count === 0 ? null : shareAnswered(failed[bucket] ?? 0, count)
}

/** Share of answered probes in the whole window; null for no data. */
export const rateOf = ({ probes, failed }: HealthSeries): number | null => {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const count = sum(probes)
  return count === 0 ? null : shareAnswered(sum(failed), count)
}

/** The state that Cloudflare uses for routing, in a bucket. */
export const routingStateAt = ({ state }: HealthSeries, bucket: number): Band | null => {
  const mean = state[bucket]
  return mean == null ? null : routingStateOf(mean)
}

/** Sorted worst first, by the rate in the recent buckets and then of the whole window. */
export const worstFirst = (series: readonly HealthSeries[], recent: readonly number[]): HealthSeries[] =>
  series.toSorted(
    (a, b) =>
      (rateIn(a, recent) ?? 2) - (rateIn(b, recent) ?? 2) ||
      (rateOf(a) ?? 2) - (rateOf(b) ?? 2) ||
      (a.name < b.name ? -1 : 1),
  )

export interface Episode {
  band: Exclude<Band, 'healthy'>
  from: number
  to: number
}

/** Periods in which a series was not healthy; a bucket without data ends a period. */
export const episodesOf = (health: Health, series: HealthSeries): Episode[] => {
  const episodes: Episode[] = []
  series.probes.forEach((_, bucket) => {
    const rate = rateAt(series, bucket)
    const band = rate === null ? 'healthy' : bandOf(rate)
    if (band === 'healthy') return
    const from = health.from + bucket * health.bucket_ms
    const last = episodes.at(-1)
    if (last?.band === band && last.to === from) last.to = endOf(health, bucket)
    else episodes.push({ band, from, to: endOf(health, bucket) })
  })
  return episodes
}

/**
 * When the data begins, if it should begin earlier; null if nothing is missing. A rename is one cause: the history
 * before it is under the old name.
 */
export const lateStart = (health: Health, tunnel: Tunnel): number | null => {
  if (health.is_cut) return null
  const expected = firstOwnBucket(health, tunnel)
  const count = health.series[0]?.probes.length ?? 0
  for (let bucket = expected; bucket < count; bucket++) {
    if (!health.series.some(({ probes }) => (probes[bucket] ?? 0) > 0)) continue
    return bucket - expected > 2 ? health.from + bucket * health.bucket_ms : null
  }
  return null
}

/**
 * When the tunnel was last changed, if there is data from before: if the change was a new name, that data is of the
 * tunnel that had the name. Null if there is none.
 */
export const changedWithin = (health: Health, { created_on, modified_on }: Tunnel): number | null => {
  const changed = Date.parse(modified_on ?? '')
  if (Number.isNaN(changed) || modified_on === created_on) return null
  const isBefore = (bucket: number) => endOf(health, bucket) <= changed
  return health.series.some(({ probes }) => probes.some((count, bucket) => count > 0 && isBefore(bucket))) &&
    changed > health.from
    ? changed
    : null
}

const UNITS = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s']

/** `23.4 Mbit/s` */
export const bitRate = (bits: number): string => {
  const power = bits < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bits) / 3))
  const value = bits / 1000 ** power
  return `${value >= 100 || power === 0 ? Math.round(value) : value.toFixed(1)} ${UNITS[power]}`
}
