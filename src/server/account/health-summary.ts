/** Turns the rows of a GraphQL answer into one value per bucket. Pure. */
import { type Health, ROW_LIMIT, type Traffic } from '../../contract/health.ts'
import type { HealthRows, TrafficRows } from '../../contract/health-queries.ts'

/** In milliseconds since the epoch; `from` is the start of a bucket. */
export interface Window {
  from: number
  to: number
  bucket_ms: number
}

type Dated = { dimensions: { at: string } }

/**
 * The index of each row's bucket. Rows are sorted newest first: when an answer has as many rows as its limit, older
 * rows are missing, and the oldest bucket in it may be incomplete.
 */
const placing = ({ from, to, bucket_ms }: Window, lists: readonly (readonly Dated[])[], limit: number) => {
  const count = Math.ceil((to - from) / bucket_ms)
  const at = ({ dimensions }: Dated) => Math.floor((Date.parse(dimensions.at) - from) / bucket_ms)
  const full = lists.filter((rows) => rows.length >= limit)
  const first = Math.max(0, ...full.map((rows) => Math.min(...rows.map(at)) + 1))
  return {
    count,
    isCut: full.length > 0,
    placeOf: (row: Dated): number | null => {
      const place = at(row)
      return place >= first && place < count ? place : null
    },
  }
}

const zeros = (count: number): number[] => new Array<number>(count).fill(0)

export const healthOf = ({ all, failed }: HealthRows, window: Window, limit = ROW_LIMIT): Health => {
  const { count, isCut, placeOf } = placing(window, [all, failed], limit)
  const series = new Map<string, Health['series'][number]>()
  const seriesOf = (name: string) => {
    const known = series.get(name)
    if (known) return known
    const made = {
      name,
      probes: zeros(count),
      failed: zeros(count),
      state: new Array<number | null>(count).fill(null),
    }
    series.set(name, made)
    return made
  }
  for (const row of all) {
    const place = placeOf(row)
    if (place === null) continue
    const { probes, state } = seriesOf(row.dimensions.name)
    probes[place] = (probes[place] ?? 0) + row.count
    state[place] = row.avg.tunnelState ?? null
  }
  for (const row of failed) {
    const place = placeOf(row)
    if (place === null) continue
    const { failed: counts } = seriesOf(row.dimensions.name)
    counts[place] = (counts[place] ?? 0) + row.count
  }
  return {
    ...window,
    is_cut: isCut,
    is_sampled: all.some(({ avg }) => (avg.sampleInterval ?? 1) > 1),
    series: [...series.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** The schema has inbound and outbound, the manual ingress and egress (docs/routes-and-health.md, Health data). */
const DIRECTIONS: ReadonlyMap<string, 'ingress' | 'egress'> = new Map([
  ['ingress', 'ingress'],
  ['inbound', 'ingress'],
  ['egress', 'egress'],
  ['outbound', 'egress'],
])

export const trafficOf = ({ traffic }: TrafficRows, window: Window, limit = ROW_LIMIT): Traffic => {
  const { count, isCut, placeOf } = placing(window, [traffic], limit)
  const nothing = () => new Array<number | null>(count).fill(null)
  const lines = { ingress: nothing(), egress: nothing() }
  for (const row of traffic) {
    const place = placeOf(row)
    const direction = DIRECTIONS.get(row.dimensions.name)
    if (place === null || !direction) continue
    // The newest bucket of a day or a week is unfinished.
    const begun = window.from + place * window.bucket_ms
    const seconds = Math.min(window.bucket_ms, window.to - begun) / 1000
    lines[direction][place] = (lines[direction][place] ?? 0) + row.sum.bits / seconds
  }
  return { ...window, is_cut: isCut, is_sampled: false, ...lines }
}
