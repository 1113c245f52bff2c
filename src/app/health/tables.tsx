/** The figures of the charts, for users who cannot see the charts or need exact values. */
import type { Health, HealthSeries, Span, Traffic } from '../../contract/health.ts'
import { answered } from '../state/health-bands.ts'
import { rateIn } from '../state/health-reading.ts'
import { tickOf } from '../state/ticks.ts'
import { useZone } from '../ui/time.tsx'
import { episodesOf, rateOf, routingStateAt } from './series.ts'
import { shownRate } from './traffic-lines.tsx'

const CELL = 'border-b border-line py-1 pr-4 align-top font-normal'

const OFF = 'checks off'

const Heading = ({ children }: { children: React.ReactNode }) => (
  <th scope="col" className="border-b border-line-strong py-1 pr-4 text-left text-xs font-medium text-fg-2">
    {children}
  </th>
)

const rate = (value: number | null): string => (value === null ? 'no data' : answered({ rate: value }))

/** A box in which a wide table scrolls, also by keyboard. */
const Scrolled = ({ label, children }: { label: string; children: React.ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard
  <section aria-label={label} tabIndex={0} className="max-h-96 overflow-auto">
    {children}
  </section>
)

export const HealthTable = ({
  health,
  series,
  recent,
  span,
  isOff,
}: {
  health: Health
  series: readonly HealthSeries[]
  /** The newest buckets, newest first. */
  recent: readonly number[]
  span: Span
  /** Health checks are off, so no figure is about the state. */
  isOff: boolean
}) => {
  const zone = useZone()
  const [newest = 0] = recent
  return (
    <Scrolled label="Health by data centre, table">
      <table className="w-full min-w-136 border-collapse">
        <thead>
          <tr>
            <Heading>Data centre</Heading>
            <Heading>Answered, newest</Heading>
            <Heading>Answered, last {span}</Heading>
            <Heading>State for routing</Heading>
            <Heading>Not healthy</Heading>
          </tr>
        </thead>
        <tbody>
          {series.map((each) => (
            <tr key={each.name}>
              <th scope="row" className={`${CELL} mono text-left`}>
                {each.name}
              </th>
              <td className={`${CELL} tabular-nums`}>{rate(rateIn(each, recent))}</td>
              <td className={`${CELL} tabular-nums`}>{rate(rateOf(each))}</td>
              <td className={CELL}>{isOff ? OFF : (routingStateAt(each, newest) ?? 'no data')}</td>
              <td className={CELL}>
                {isOff
                  ? OFF
                  : episodesOf(health, each)
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
            <Heading>From</Heading>
            <Heading>In</Heading>
            <Heading>Out</Heading>
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
