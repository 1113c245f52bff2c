/** One strip per data centre: the worse a bucket, the higher its bar, so that it is readable without colour. */
import { useCallback, useMemo } from 'react'
import type uPlot from 'uplot'
import type { Health, HealthSeries, Span } from '../../contract/health.ts'
import { bandOf } from '../state/health-bands.ts'
import { tickOf } from '../state/ticks.ts'
import { useZone } from '../ui/time.tsx'
import { Chart, type Colours, FONT } from './chart.tsx'
import { rateAt } from './series.ts'

const ROW = 18
const AXIS = 28
/** Bar heights as fractions of a row's height. */
const HEIGHTS = { healthy: 0.18, degraded: 0.5, down: 0.85 }

interface StripsProps {
  health: Health
  /** From top to bottom. */
  series: readonly HealthSeries[]
  span: Span
  label: string
  /** Health checks are off, so the bars show no state. */
  isOff: boolean
}

export const Strips = ({ health, series, span, label, isOff }: StripsProps) => {
  const zone = useZone()
  const { from, to, bucket_ms } = health
  const data = useMemo<uPlot.AlignedData>(
    () => [
      [from / 1000, to / 1000],
      [null, null],
    ],
    [from, to],
  )
  const options = useCallback(
    (colours: Colours): Omit<uPlot.Options, 'width' | 'height'> => ({
      legend: { show: false },
      cursor: { show: false },
      padding: [0, 20, 0, 0],
      scales: {
        x: { time: true, range: () => [from / 1000, to / 1000] },
        // The first row is at the top.
        y: { dir: -1, range: () => [0, series.length] },
      },
      series: [{}, {}],
      axes: [
        {
          size: AXIS,
          font: FONT,
          stroke: colours.text,
          grid: { show: false },
          ticks: { stroke: colours.line, size: 4 },
          values: (_plot, splits) => splits.map((second) => tickOf(second * 1000, span, zone)),
          space: span === 'week' ? 90 : 60,
        },
        {
          size: 56,
          font: FONT,
          stroke: colours.text,
          grid: { show: false },
          ticks: { show: false },
          // The line of the text is the line on which its bars stand.
          splits: () => series.map((_, index) => index + 0.7),
          values: () => series.map(({ name }) => name),
        },
      ],
      hooks: {
        draw: [
          (plot) => {
            const { ctx } = plot
            series.forEach((each, row) => {
              const top = plot.valToPos(row, 'y', true)
              const high = plot.valToPos(row + 1, 'y', true) - top
              const base = top + high * 0.95
              each.probes.forEach((_, bucket) => {
                const rate = rateAt(each, bucket)
                if (rate === null) return
                const band = bandOf(rate)
                const begin = from + bucket * bucket_ms
                // Whole pixels, and a gap only where there is space for one: the bars of a week are narrow.
                const left = Math.round(plot.valToPos(begin / 1000, 'x', true))
                const end = Math.round(plot.valToPos(Math.min(begin + bucket_ms, to) / 1000, 'x', true))
                const wide = Math.max(1, end - left)
                const bar = high * HEIGHTS[band]
                ctx.fillStyle = isOff ? colours.text : colours[band]
                ctx.fillRect(left, base - bar, wide > 3 ? wide - 1 : wide, bar)
              })
            })
          },
        ],
      },
    }),
    [series, from, to, bucket_ms, span, zone, isOff],
  )
  return <Chart label={label} height={series.length * ROW + AXIS} data={data} options={options} />
}
