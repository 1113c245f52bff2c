/** What reads and shows the health of the account's tunnels. Loaded with the first answer (account-health.tsx). */
import { type Health, type HealthSeries, ROW_LIMIT } from '../../contract/health.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { answered, type Band, bandOf } from './bands.ts'
import { firstOwnBucket, type Reading, readingOf } from './reading.ts'

// By the answer's own objects, which stay the same while a poll brings no news.
const known = new WeakMap<
  HealthSeries,
  { to: number; created: Tunnel['created_on']; reading: Reading | null }
>()

/** With more tunnels than rows, not even the newest bucket is whole. */
const isNothingWhole = ({ is_cut, series }: Health): boolean => is_cut && series.length === 0

/**
 * @param health of the account: a series is one tunnel's, by its name
 * @returns null for no data, undefined where that is not known
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

/** An account's tunnels can have more rows in an hour than the API gives at once. */
export const sayCut = (health: Health): string | null => {
  if (!health.is_cut) return null
  const limit = `the API gives ${ROW_LIMIT.toLocaleString('en')} rows at once, one for each tunnel and 5 minutes`
  if (isNothingWhole(health)) return `Health is not known: ${limit}, and there are more tunnels.`
  const buckets = health.series[0]?.probes.length ?? 0
  const first = Array.from({ length: buckets }).findIndex((_, bucket) =>
    health.series.some(({ probes }) => (probes[bucket] ?? 0) > 0),
  )
  const minutes = ((buckets - first) * health.bucket_ms) / 60_000
  return `Health covers the last ${minutes} minutes, not the last hour: ${limit}.`
}

const TONES: Record<Band, string> = {
  healthy: 'text-success',
  degraded: 'text-warning',
  down: 'text-danger',
}

/** The worse, the higher: without colour, too, a bad bucket stands out of a line of good ones. */
const HEIGHTS: Record<Band, number> = { healthy: 3, degraded: 8, down: 14 }

const BAR = 3
const STEP = 4
const HIGH = 14

const Strip = ({ strip }: { strip: readonly (number | null)[] }) => (
  <svg
    aria-hidden="true"
    width={strip.length * STEP}
    height={HIGH}
    viewBox={`0 0 ${strip.length * STEP} ${HIGH}`}
    className="flex-none"
  >
    {strip.map((rate, index) => {
      // A hairline for no data: it is not "down", and not the end of the strip.
      const band = rate === null ? null : bandOf(rate)
      const height = band ? HEIGHTS[band] : 1
      return (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a bucket is its place
          key={index}
          x={index * STEP}
          y={HIGH - height}
          width={BAR}
          height={height}
          className={`fill-current ${band ? TONES[band] : 'text-line-strong'}`}
        />
      )
    })}
  </svg>
)

const WORDS: Record<Band, string> = { healthy: 'Healthy', degraded: 'Degraded', down: 'Down' }

/** How many probes are answered, and a strip of the last hour. */
export const ReadingCell = ({ reading }: { reading: Reading }) => (
  <span className="flex items-center gap-2">
    <Strip strip={reading.strip} />
    <span className="whitespace-nowrap tabular-nums">
      <span className="sr-only">{WORDS[reading.band]}, </span>
      {answered(reading)}
      <span className="sr-only"> of probes answered</span>
    </span>
  </span>
)
