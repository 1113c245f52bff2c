/** A plot in a canvas. What it shows is said in words by its label, and in numbers by a table beside it. */
import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import { useTheme } from './use-theme.ts'

/** Names of the colours that plots use, each read from a class: a canvas knows no variables. */
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
  /** The plot is made anew when the data, the theme or this function changes. */
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
      {/* Of its full height before it is drawn, so that nothing moves. */}
      <div ref={place} role="img" aria-label={label} style={{ height }} className="min-w-0 overflow-hidden" />
    </>
  )
}
