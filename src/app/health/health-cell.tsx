/** A tunnel's health in the list: how many probes are answered, and a strip of the last hour. */
import type { Probes } from '../tunnels/state.ts'
import { answered, type Band, bandOf } from './reading.ts'

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
      if (rate === null) return null
      const band = bandOf(rate)
      const height = HEIGHTS[band]
      return (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a bucket is its place
          key={index}
          x={index * STEP}
          y={HIGH - height}
          width={BAR}
          height={height}
          className={`fill-current ${TONES[band]}`}
        />
      )
    })}
  </svg>
)

const WORDS: Record<Band, string> = { healthy: 'Healthy', degraded: 'Degraded', down: 'Down' }

export const HealthCell = ({ isOff, probes }: { isOff: boolean; probes: Probes }) => {
  if (isOff) return <span className="text-fg-3">checks off</span>
  if (!probes) return <span className="text-fg-3">{probes === null ? 'no data' : 'not known'}</span>
  return (
    <span className="flex items-center gap-2">
      <Strip strip={probes.strip} />
      <span className="whitespace-nowrap tabular-nums">
        <span className="sr-only">{WORDS[probes.band]}, </span>
        {answered(probes)}
        <span className="sr-only"> of probes answered</span>
      </span>
    </span>
  )
}
