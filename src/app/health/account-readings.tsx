/** Reads and shows the health of the account's tunnels. Loaded with the first answer (account-health.tsx). */
import { type Health, type HealthSeries, ROW_LIMIT } from '../../contract/health.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { grouped } from '../counted.ts'
import { answered, type Band, bandOf } from '../state/health-bands.ts'
import { firstOwnBucket, type Reading, readingOf } from '../state/health-reading.ts'

// Keyed by the objects of the answer, which stay the same while polls return the same data.
const known = new WeakMap<
  HealthSeries,
  { to: number; created: Tunnel['created_on']; reading: Reading | null }
>()

/** With more tunnels than rows not even the newest bucket is complete. */
const isNothingWhole = ({ is_cut, series }: Health): boolean => is_cut && series.length === 0

/**
 * @param health the account's health, with one series per tunnel name
 * @returns null if there is no data, undefined if that is unknown
 */
export const readingIn = (
  series: ReadonlyMap<string, HealthSeries>,
  health: Health,
  tunnel: Tunnel,
): Reading | null | undefined => {
  const own = series.get(tunnel.name)
  if (!own) return isNothingWhole(health) ? undefined : null
  const before = known.get(own)
  const created = tunnel.created_on
  if (before?.to === health.to && before.created === created) return before.reading
  const reading = readingOf([own], health, firstOwnBucket(health, tunnel), false)
  known.set(own, { to: health.to, created, reading })
  return reading
}

/** Says that the API returned only part of the hour: an account can have more rows than the API returns at once. */
export const sayCut = (health: Health): string | null => {
  if (!health.is_cut) return null
  const limit = `the API gives ${grouped(ROW_LIMIT)} rows at once, one for each tunnel and 5 minutes`
  if (isNothingWhole(health)) return `Health is not known: ${limit}, and there are more tunnels.`
  const buckets = health.series[0]?.probes.length ?? 0
  const first = Array.from({ length: buckets }).findIndex((_, bucket) =>
    health.series.some(({ probes }) => (probes[bucket] ?? 0) > 0),
  )
  const minutes = ((buckets - first) * health.bucket_ms) / 60_000
  return `Health covers the last ${minutes} minutes, not the last hour: ${limit}.`
}

/** A thin bar for no data, to distinguish it from "down" and from the end of the strip. */
type Look = Band | 'none'
const LOOKS = ['healthy', 'degraded', 'down', 'none'] as const satisfies readonly Look[]

/** In a table whose answer is old no colour claims a present state. */
const STALE = 'in-data-[stale=true]:text-fg-3'

const TONES: Record<Look, string> = {
  none: 'text-line-strong',
  healthy: 'text-success',
  degraded: 'text-warning',
  down: 'text-danger',
}

/** The worse the band, the higher its bar, so that a bad bucket is visible without colour. */
const HEIGHTS: Record<Look, number> = { none: 1, healthy: 3, degraded: 8, down: 14 }

const BAR = 3
const STEP = 4
const HIGH = 14

/** Grows with the browser's text size, and shrinks in print, as its column does. */
const inRem = (units: number): string => `${units / 16}rem`

const barsOf = (strip: readonly (number | null)[], look: Look): string =>
  strip
    .map((rate, index) =>
      (rate === null ? 'none' : bandOf(rate)) === look
        ? `M${index * STEP} ${HIGH}v-${HEIGHTS[look]}h${BAR}v${HEIGHTS[look]}z`
        : '',
    )
    .join('')

const WORDS: Record<Band, string> = { healthy: 'Healthy', degraded: 'Degraded', down: 'Down' }

const Strip = ({ reading: { strip, band } }: { reading: Reading }) => (
  <svg
    role="img"
    aria-label={`${WORDS[band]}, probes answered:`}
    width={inRem(strip.length * STEP)}
    height={inRem(HIGH)}
    viewBox={`0 0 ${strip.length * STEP} ${HIGH}`}
    className="flex-none"
  >
    {/* One path for all bars of a colour, because a page shows many strips. */}
    {LOOKS.map((look) => {
      const bars = barsOf(strip, look)
      return bars && <path key={look} d={bars} className={`fill-current ${TONES[look]} ${STALE}`} />
    })}
  </svg>
)

/** The rate of answered probes, and a strip of the last hour. */
export const ReadingCell = ({ reading }: { reading: Reading }) => (
  <span className={`flex items-center gap-2 whitespace-nowrap [font-variant-numeric:tabular-nums] ${STALE}`}>
    <Strip reading={reading} />
    {answered(reading)}
  </span>
)
