/** A tunnel's health and traffic over an hour, a day or a week, as charts and as tables. Loaded later, with uPlot. */
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { type Health, type HealthSeries, SPANS, type Span, type Traffic } from '../../contract/health.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { counted } from '../counted.ts'
import { bandOf } from '../state/health-bands.ts'
import { rateIn, recentBuckets } from '../state/health-reading.ts'
import { isChecked, isRecent } from '../state/state.ts'
import { tickOf } from '../state/ticks.ts'
import { Button } from '../ui/button.tsx'
import { ChoiceList } from '../ui/choice-list.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { RefreshButton } from '../ui/refresh-button.tsx'
import { useZone } from '../ui/time.tsx'
import { useLastError } from '../use-last-error.ts'
import { DASHBOARD } from './dashboard-links.ts'
import { errorToShow } from './every-minute.ts'
import { HealthNote } from './health-note.tsx'
import { healthQuery, trafficQuery } from './queries.ts'
import { changedWithin, lateStart, ownHealth, ownTraffic, worstFirst } from './series.ts'
import { Strips } from './strips.tsx'
import { HealthTable, TrafficTable } from './tables.tsx'
import { TrafficLines } from './traffic-lines.tsx'
import { healthTroubleOf } from './trouble.ts'

const CHOICES = SPANS.map((span) => ({ value: span, label: `Last ${span}` }))

const HOUR_MS = 3_600_000

/** Data centres shown until the user asks for all. */
const FEW = 8

const Placeholder = ({ height }: { height: string }) => <div className={`${height} rounded-card bg-raised`} />

const Note = ({ children }: { children: React.ReactNode }) => <p className="text-xs text-fg-2">{children}</p>

/** The summary and the tunnel's state cover the same period. */
const RECENT: Record<Span, string> = {
  hour: 'in the newest 10 minutes',
  day: 'in the newest hour',
  week: 'in the newest hour',
}

const summaryOf = (total: number, bad: readonly HealthSeries[], recent: string): string => {
  const all = counted(total, 'data centre')
  if (bad.length === 0) return `${all}, all healthy ${recent}`
  if (bad.length === total) return `${all}, none healthy ${recent}`
  const names = bad.slice(0, 5).map(({ name }) => name)
  return `${all}, ${bad.length} not healthy ${recent}: ${names.join(', ')}${bad.length > names.length ? ' and others' : ''}`
}

const HealthPart = ({ health: given, tunnel, span }: { health: Health; tunnel: Tunnel; span: Span }) => {
  const zone = useZone()
  const [showsAll, setShowsAll] = useState(false)
  const [isOpen, setIsOpen] = useState(false)
  const health = useMemo(() => ownHealth(given, tunnel), [given, tunnel])
  const recent = useMemo(() => recentBuckets(health.series, health, 0), [health])
  const series = useMemo(() => worstFirst(health.series, recent), [health, recent])
  const shown = useMemo(() => (showsAll ? series : series.slice(0, FEW)), [series, showsAll])
  if (series.length === 0) {
    return (
      <p>
        No probes under the name <bdi>{tunnel.name}</bdi> in the last {span}.{' '}
        {isChecked(tunnel)
          ? `That is no data, and not "down".${isRecent(tunnel, Date.now()) ? ' Data follows a change some minutes later.' : ''} Cloudflare keeps health by name: if the tunnel was renamed, its history is under the old one.`
          : 'Its health checks are off.'}
      </p>
    )
  }
  const bad = series.filter((each) => bandOf(rateIn(each, recent) ?? 1) !== 'healthy')
  const began = lateStart(health, tunnel)
  const changed = changedWithin(health, tunnel)
  const isOff = !isChecked(tunnel)
  const summary = isOff
    ? `Health checks are off; data of ${series.length} data centres`
    : summaryOf(series.length, bad, RECENT[span])
  return (
    <>
      <p className={bad.length > 0 && !isOff ? 'font-medium' : ''}>{summary}.</p>
      <Strips
        health={health}
        series={shown}
        span={span}
        label={`Health in the last ${span}: ${summary}. The table below has the figures.`}
        isOff={isOff}
      />
      {series.length > FEW && (
        <Button variant="text" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? `Show the worst ${FEW}` : `Show all ${series.length} data centres`}
        </Button>
      )}
      {isOff ? (
        <Note>
          Cloudflare shows a tunnel whose checks are off as 100 % down. That says nothing of its state, so the
          bars have no colour. A low bar is from before the checks were off.
        </Note>
      ) : (
        <Note>
          Each bar is {health.bucket_ms < HOUR_MS ? `${health.bucket_ms / 60_000} minutes` : 'an hour'}. A low
          bar is healthy (more than 80 % of probes answered), half a bar degraded, a full bar down (less than
          40 %), as Cloudflare's dashboard displays it; no bar is no data. Cloudflare routes by other,
          stricter thresholds: see "State for routing" in the table.
        </Note>
      )}
      {health.is_sampled && <Note>Counts are estimates: Cloudflare sampled them.</Note>}
      {health.is_cut && (
        <Note>The oldest part is missing: there are more rows than the API gives at once.</Note>
      )}
      {began !== null && (
        <Note>
          No data before {tickOf(began, span, zone)}. Cloudflare keeps health by name: if the tunnel was
          renamed then, its history is under the old name.
        </Note>
      )}
      {changed !== null && (
        <Note>
          The tunnel was last changed at {tickOf(changed, span, zone)}. If that was a new name, the data
          before it is of the tunnel that had the name.
        </Note>
      )}
      <Disclosure title="Health as a table" open={isOpen} onToggle={setIsOpen}>
        {isOpen && <HealthTable health={health} series={series} recent={recent} span={span} isOff={isOff} />}
      </Disclosure>
    </>
  )
}

const TrafficPart = ({ traffic: given, tunnel, span }: { traffic: Traffic; tunnel: Tunnel; span: Span }) => {
  const [isOpen, setIsOpen] = useState(false)
  const traffic = useMemo(() => ownTraffic(given, tunnel), [given, tunnel])
  if ([...traffic.ingress, ...traffic.egress].every((value) => value === null)) {
    return (
      <p>
        No traffic under the name <bdi>{tunnel.name}</bdi> in the last {span}. In some accounts traffic has no
        tunnel name, so it cannot be assigned to a tunnel.
      </p>
    )
  }
  return (
    <>
      <TrafficLines
        traffic={traffic}
        span={span}
        label={`Traffic of the last ${span}, in and out. The table below has the figures.`}
      />
      <Disclosure title="Traffic as a table" open={isOpen} onToggle={setIsOpen}>
        {isOpen && <TrafficTable traffic={traffic} span={span} />}
      </Disclosure>
    </>
  )
}

const ELSEWHERE = [
  { href: DASHBOARD.health, title: 'Connector health' },
  { href: DASHBOARD.analytics, title: 'Network analytics' },
  { href: DASHBOARD.alerts, title: 'Health alerts' },
  { href: DASHBOARD.tunnels, title: 'Tunnels' },
]

interface HealthPanelProps {
  tunnel: Tunnel
  /** True if the page already says why the tunnel itself cannot be read. */
  isTroubled: boolean
}

export const HealthPanel = ({ tunnel, isTroubled }: HealthPanelProps) => {
  const [span, setSpan] = useState<Span>('hour')
  const health = useQuery(healthQuery(tunnel.id, span))
  const traffic = useQuery(trafficQuery(tunnel.id, span))
  const healthError = useLastError(health)
  const trafficError = useLastError(traffic)
  const noHealth = errorToShow({ error: healthError }, health.data)
  const noTraffic = errorToShow({ error: trafficError }, traffic.data)
  // Health and traffic usually fail for the same reason, which is then shown once.
  const isSame = noHealth && noTraffic && healthTroubleOf(noHealth).title === healthTroubleOf(noTraffic).title
  // The two reads end one after the other. Until both have ended, the reasons may still turn out to be the same.
  const mayBecomeSame = (noHealth || !health.data) && (health.isFetching || traffic.isFetching)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-end gap-x-2">
        <ChoiceList
          legend="Time span"
          layout="row"
          choices={CHOICES}
          radio={(value) => ({
            name: 'health-span',
            checked: span === value,
            onChange: () => setSpan(SPANS.find((each) => each === value) ?? 'hour'),
          })}
        />
        <div className="flex min-h-9 items-center gap-x-2">
          <RefreshButton
            what="health and traffic"
            isFetching={health.isFetching || traffic.isFetching}
            onRefresh={() => {
              void health.refetch()
              void traffic.refetch()
            }}
          />
          <p className="text-xs text-fg-3">Read at most once a minute, for all users together.</p>
        </div>
      </div>
      {(health.data || !isSame) && <h3 className="font-semibold">Health by data centre</h3>}
      {/* One element, whether it is about one or both: a note that is replaced is read out again. */}
      {noHealth && (
        <HealthNote
          error={noHealth}
          what={isSame ? 'Health and traffic are' : 'Health is'}
          isTroubled={isTroubled}
        />
      )}
      {health.isPending && !healthError && <Placeholder height="h-44" />}
      {health.data && <HealthPart health={health.data} tunnel={tunnel} span={span} />}
      {(traffic.data || !isSame) && <h3 className="mt-2 font-semibold">Traffic</h3>}
      {noTraffic && !isSame && !mayBecomeSame && (
        <HealthNote error={noTraffic} what="Traffic is" isTroubled={isTroubled} />
      )}
      {traffic.isPending && !trafficError && <Placeholder height="h-44" />}
      {traffic.data && <TrafficPart traffic={traffic.data} tunnel={tunnel} span={span} />}
      <p className="text-xs text-fg-2 print:hidden">
        In Cloudflare's dashboard:{' '}
        {ELSEWHERE.map(({ href, title }, index) => (
          <span key={href}>
            {index > 0 && ', '}
            <a href={href} target="_blank" rel="noreferrer">
              {title}
            </a>
          </span>
        ))}
      </p>
    </div>
  )
}
