/** What reads and shows the health of the account's tunnels. Loaded with the first answer (account-health.tsx). */
import type { Health, HealthSeries } from '../../contract/health.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { answered, type Band, bandOf } from './bands.ts'
import { firstOwnBucket, type Reading, readingOf } from './reading.ts'

// By the answer's own objects, which stay the same while a poll brings no news.
const known = new WeakMap<
  HealthSeries,
  { to: number; created: Tunnel['created_on']; reading: Reading | null }
>()

/** @param health of the account: a series is one tunnel's, by its name @returns null for no data */
export const readingIn = (
  series: ReadonlyMap<string, HealthSeries>,
  health: Health,
  tunnel: Tunnel,
): Reading | null => {
  const own = series.get(tunnel.name)
  if (!own) return null
  const before = known.get(own)
  const created = tunnel.created_on
  if (before?.to === health.to && before.created === created) return before.reading
  const reading = readingOf([own], health, firstOwnBucket(health, tunnel), false)
  known.set(own, { to: health.to, created, reading })
  return reading
}

/** A hairline for no data: it is not "down", and not the end of the strip. */
type Look = Band | 'none'
const LOOKS = ['healthy', 'degraded', 'down', 'none'] as const satisfies readonly Look[]

const TONES: Record<Look, string> = {
  none: 'text-line-strong',
  healthy: 'text-success',
  degraded: 'text-warning',
  down: 'text-danger',
}

/** The worse, the higher: without colour, too, a bad bucket stands out of a line of good ones. */
const HEIGHTS: Record<Look, number> = { none: 1, healthy: 3, degraded: 8, down: 14 }

const BAR = 3
const STEP = 4
const HIGH = 14

const barsOf = (strip: readonly (number | null)[], look: Look): string =>
  strip
    .map((rate, index) =>
      (rate === null ? 'none' : bandOf(rate)) === look
        ? `M${index * STEP} ${HIGH}v-${HEIGHTS[look]}h${BAR}v${HEIGHTS[look]}z`
        : '',
    )
    .join('')

const Strip = ({ strip }: { strip: readonly (number | null)[] }) => (
  <svg
    aria-hidden="true"
    width={strip.length * STEP}
    height={HIGH}
    viewBox={`0 0 ${strip.length * STEP} ${HIGH}`}
    className="flex-none"
  >
    {/* One path for all bars of a colour: a page shows many strips. */}
    {LOOKS.map((look) => (
      <path key={look} d={barsOf(strip, look)} className={`fill-current ${TONES[look]}`} />
    ))}
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
