/** A plot in a canvas. Its label describes it in words, and a table below it contains the numbers. */
import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import { useTheme } from './use-theme.ts'

/** The colours of plots, each read from a class name: a canvas cannot use CSS variables. */
const COLOURS = {
  text: 'text-fg-3',
  line: 'text-line',
  healthy: 'text-success',
  degraded: 'text-warning',
  down: 'text-danger',
  ingress: 'text-accent',
  egress: 'text-fg',
} as const

export type Colours = Record<keyof typeof COLOURS, string>

export const FONT = '11px "Inter Variable", system-ui, sans-serif'

interface ChartProps {
  label: string
  height: number
  data: uPlot.AlignedData
  /** The plot is created again when the data, the theme or this function changes. */
  options(colours: Colours): Omit<uPlot.Options, 'width' | 'height'>
}

export const Chart = (props: ChartProps) => <Plot key={useTheme()} {...props} />

const Plot = ({ label, height, data, options }: ChartProps) => {
  const place = useRef<HTMLDivElement>(null)
  const swatches = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const [box, samples] = [place.current, swatches.current]
    if (!box || !samples) return
    const colours = Object.fromEntries(
      [...samples.children].map((each, index) => [Object.keys(COLOURS)[index], getComputedStyle(each).color]),
    ) as Colours
    const plot = new uPlot({ width: box.clientWidth, height, ...options(colours) }, data, box)
    const observer = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height }))
    observer.observe(box)
    return () => {
      observer.disconnect()
      plot.destroy()
    }
  }, [data, height, options])
  return (
    <>
      <span ref={swatches} hidden>
        {Object.values(COLOURS).map((name) => (
          <span key={name} className={name} />
        ))}
      </span>
      {/* Full height before the plot is drawn, so that nothing moves. */}
      <div ref={place} role="img" aria-label={label} style={{ height }} className="min-w-0 overflow-hidden" />
    </>
  )
}
