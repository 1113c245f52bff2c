/** The figures behind the drawings, for whoever cannot see them or needs them exactly. */
import type { Health, HealthSeries, Span, Traffic } from '../../contract/health.ts'
import { useZone } from '../ui/time.tsx'
import { answered } from './bands.ts'
import { episodesOf, newestRate, rateOf, routedState } from './series.ts'
import { tickOf } from './ticks.ts'
import { shownRate } from './traffic-lines.tsx'

const HEAD = 'border-b border-line-strong py-1 pr-4 text-left text-xs font-medium text-fg-2'
const CELL = 'border-b border-line py-1 pr-4 align-top font-normal'

const rate = (value: number | null): string => (value === null ? 'no data' : answered({ rate: value }))

/** Wide tables scroll by themselves, with the keyboard too. */
const Scrolled = ({ label, children }: { label: string; children: React.ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a pointer
  <section aria-label={label} tabIndex={0} className="max-h-96 overflow-auto">
    {children}
  </section>
)

export const HealthTable = ({
  health,
  series,
  span,
}: {
  health: Health
  series: readonly HealthSeries[]
  span: Span
}) => {
  const zone = useZone()
  return (
    <Scrolled label="Health by data centre, table">
      <table className="w-full border-collapse">
        <thead>
          <tr>
            <th scope="col" className={HEAD}>
              Data centre
            </th>
            <th scope="col" className={HEAD}>
              Answered, newest
            </th>
            <th scope="col" className={HEAD}>
              Answered, last {span}
            </th>
            <th scope="col" className={HEAD}>
              State for routing
            </th>
            <th scope="col" className={HEAD}>
              Not healthy
            </th>
          </tr>
        </thead>
        <tbody>
          {series.map((each) => (
            <tr key={each.name}>
              <th scope="row" className={`${CELL} mono text-left`}>
                {each.name}
              </th>
              <td className={`${CELL} tabular-nums`}>{rate(newestRate(each))}</td>
              <td className={`${CELL} tabular-nums`}>{rate(rateOf(each))}</td>
              <td className={CELL}>{routedState(each) ?? 'no data'}</td>
              <td className={CELL}>
                {episodesOf(health, each)
                  .map(
                    ({ band, from, to }) =>
                      `${band} ${tickOf(from, span, zone)} to ${tickOf(to, span, zone)}`,
                  )
                  .join(', ') || 'never'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}

export const TrafficTable = ({ traffic, span }: { traffic: Traffic; span: Span }) => {
  const zone = useZone()
  return (
    <Scrolled label="Traffic, table">
      <table className="w-full border-collapse">
        <thead>
          <tr>
            <th scope="col" className={HEAD}>
              From
            </th>
            <th scope="col" className={HEAD}>
              In
            </th>
            <th scope="col" className={HEAD}>
              Out
            </th>
          </tr>
        </thead>
        <tbody>
          {traffic.ingress.map((ingress, bucket) => {
            const at = traffic.from + bucket * traffic.bucket_ms
            return (
              <tr key={at}>
                <th scope="row" className={`${CELL} text-left tabular-nums`}>
                  {tickOf(at, span, zone)}
                </th>
                <td className={`${CELL} tabular-nums`}>{shownRate(ingress)}</td>
                <td className={`${CELL} tabular-nums`}>{shownRate(traffic.egress[bucket])}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Scrolled>
  )
}
