/** Traffic in and out as two lines, one dashed. The pointer shows single values; the table below contains all. */
import { useCallback, useMemo, useState } from 'react'
import type uPlot from 'uplot'
import type { Span, Traffic } from '../../contract/health.ts'
import { tickOf } from '../state/ticks.ts'
import { useZone } from '../ui/time.tsx'
import { Chart, type Colours, FONT } from './chart.tsx'
import { bitRate } from './series.ts'

export const shownRate = (value: number | null | undefined): string =>
  value == null ? 'no data' : bitRate(value)

interface TrafficLinesProps {
  traffic: Traffic
  span: Span
  label: string
}

export const TrafficLines = ({ traffic, span, label }: TrafficLinesProps) => {
  const zone = useZone()
  const [at, setAt] = useState<number | null>(null)
  const { from, bucket_ms, ingress, egress } = traffic
  const data = useMemo<uPlot.AlignedData>(
    () => [ingress.map((_, bucket) => (from + bucket * bucket_ms) / 1000), ingress, egress],
    [from, bucket_ms, ingress, egress],
  )
  const options = useCallback(
    (colours: Colours): Omit<uPlot.Options, 'width' | 'height'> => {
      const axis = {
        font: FONT,
        stroke: colours.text,
        grid: { stroke: colours.line, width: 1 },
        ticks: { show: false },
      }
      const line = (label: string, stroke: string, dash?: number[]): uPlot.Series => ({
        label,
        stroke,
        width: 1.5,
        points: { show: false },
        ...(dash && { dash }),
      })
      return {
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { size: 5 } },
        padding: [8, 20, 0, 0],
        scales: { x: { time: true }, y: { range: (_plot, _least, most) => [0, Math.max(1, most * 1.1)] } },
        series: [{}, line('In', colours.ingress), line('Out', colours.egress, [6, 4])],
        axes: [
          {
            ...axis,
            size: 32,
            // Not beside the lowest value of the other axis.
            gap: 9,
            values: (_plot, splits) => splits.map((second) => tickOf(second * 1000, span, zone)),
            space: span === 'week' ? 90 : 60,
          },
          { ...axis, size: 76, values: (_plot, splits) => splits.map(bitRate) },
        ],
        hooks: { setCursor: [({ cursor: { idx } }) => setAt(idx ?? null)] },
      }
    },
    [span, zone],
  )
  return (
    <>
      <p className="flex flex-wrap gap-x-4 text-xs text-fg-2">
        <span>
          <Key className="text-accent" /> In: from your router
        </span>
        <span>
          <Key isDashed className="text-fg" /> Out: to your router
        </span>
        {at !== null && (
          <span aria-hidden="true" className="ml-auto tabular-nums">
            {tickOf(from + at * bucket_ms, span, zone)}: in {shownRate(ingress[at])}, out{' '}
            {shownRate(egress[at])}
          </span>
        )}
      </p>
      <Chart label={label} height={180} data={data} options={options} />
    </>
  )
}

const Key = ({ className, isDashed = false }: { className: string; isDashed?: boolean }) => (
  <svg aria-hidden="true" viewBox="0 0 20 4" className={`inline h-1 w-5 stroke-current ${className}`}>
    <path d="M0 2h20" strokeWidth="2" strokeDasharray={isDashed ? '6 4' : undefined} />
  </svg>
)
