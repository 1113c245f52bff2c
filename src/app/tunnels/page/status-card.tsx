/** The tunnel's current state: in words, as a diagram, what to do next, and every value that the API reports. */
import type { ReactNode } from 'react'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { basisOf, sinceWhen } from '../../state/health-words.ts'
import { isBgpOdd } from '../../state/odd.ts'
import { isChecked, isRecent, type Probes, type TunnelState } from '../../state/state.ts'
import { StateMark } from '../../state/state-mark.tsx'
import { lastKnown } from '../../state/state-words.ts'
import { Address } from '../../ui/address.tsx'
import { CopyableAddress } from '../../ui/copyable-address.tsx'
import { Prop, PropsList } from '../../ui/props-list.tsx'
import { RefreshButton } from '../../ui/refresh-button.tsx'
import { Ago, Clock, useZone } from '../../ui/time.tsx'
import { ZoneSwitch } from '../../ui/zone-switch.tsx'
import { diagnose } from './diagnosis.ts'
import { DiagnosisPanel } from './diagnosis-panel.tsx'
import { PollProp } from './poll-choice.tsx'
import { TunnelLink } from './tunnel-link.tsx'
import type { TunnelQuery } from './watched-tunnel.ts'

interface StatusCardProps {
  tunnel: Tunnel
  state: TunnelState
  probes: Probes
  /** The probes are being read for the first time. */
  isHealthPending: boolean
  query: TunnelQuery
  /** Milliseconds since the epoch. */
  now: number
  /** The last read failed, or the last good answer is older than two polling intervals. */
  isStale: boolean
  /** Whether the page still shows the key that was just set. */
  isKeyShown: boolean
  action?: ReactNode
}

const peer = (ip: string | null | undefined, port: number | null | undefined): string | null =>
  ip ? `${ip}${port ? `:${port}` : ''}` : null

const Peers = ({ tunnel, state }: { tunnel: Tunnel; state: TunnelState }) => {
  const status = tunnel.bgp_status
  const cloudflare = peer(status?.cf_speaker_ip, status?.cf_speaker_port)
  const customer = peer(status?.customer_speaker_ip, status?.customer_speaker_port)
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {cloudflare ? <CopyableAddress value={cloudflare} label="Cloudflare's BGP speaker" /> : 'not reported'}
      <span aria-hidden="true">↔</span>
      {customer ? (
        <CopyableAddress value={customer} label="your router's BGP speaker" />
      ) : (
        <span className="text-fg-2">
          {state.kind === 'waiting' && !state.change
            ? 'your router, not seen yet'
            : 'your router, not in this report'}
        </span>
      )}
    </span>
  )
}

const OLD_REPORT_MS = 24 * 60 * 60 * 1000

/** @param at empty for Go's zero time and for a value that is not a time */
const ReportTime = ({ tunnel, at, now }: { tunnel: Tunnel; at: string; now: number }) =>
  at === '' ? (
    tunnel.odd_values && 'bgp_status.updated_at' in tunnel.odd_values ? (
      'Not known'
    ) : (
      'Never'
    )
  ) : (
    <>
      <Clock ms={Date.parse(at)} />{' '}
      <span className="text-fg-2">
        by the API's clock, <Ago ms={Date.parse(at)} now={now} />
      </span>
    </>
  )

const Reported = ({ tunnel, state, now }: { tunnel: Tunnel; state: TunnelState; now: number }) => {
  const status = tunnel.bgp_status
  if (!status) {
    const words = tunnel.bgp ? 'Configured, no report yet' : 'Not configured'
    return <Prop name="BGP">{isBgpOdd(tunnel) ? 'Not recognised: see Configuration' : words}</Prop>
  }
  return (
    <>
      <Prop name="BGP">
        <Address value={status.state} />
        {status.bgp_state && (
          <>
            , <Address value={status.bgp_state} />
          </>
        )}
      </Prop>
      <Prop name="TCP session">{status.tcp_established ? 'Established' : 'Not established'}</Prop>
      <Prop name="Peers">
        <Peers tunnel={tunnel} state={state} />
      </Prop>
      <Prop name="Reported at">
        <ReportTime tunnel={tunnel} at={status.updated_at} now={now} />
        {now - Date.parse(status.updated_at) > OLD_REPORT_MS && (
          <span className="block text-fg-2">
            It may be the time of the session's last change: the API does not say.
          </span>
        )}
      </Prop>
    </>
  )
}

const probesSay = (tunnel: Tunnel, probes: Probes, now: number, zone: string): string => {
  if (!isChecked(tunnel)) return 'Switched off'
  if (probes === undefined) return 'Not known: see Health'
  if (probes) {
    const since = sinceWhen(probes, zone)
    return `${basisOf(probes, tunnel, now)}${since ? `. ${since}` : ''}`
  }
  return isRecent(tunnel, now) ? 'No data under this name yet' : 'No data under this name'
}

export const StatusCard = (props: StatusCardProps) => {
  const { tunnel, state, probes, isHealthPending, query, now, isStale, isKeyShown, action } = props
  const { dataUpdatedAt: fetchedAt, isFetching, refetch } = query
  // The title of a last known state contains a time.
  const zone = useZone()
  const diagnosis = diagnose(tunnel, state, now, isKeyShown, probes)
  const shown = isStale ? lastKnown(state, fetchedAt, now) : state
  // Advice now would be wrong for most tunnels, and would be removed in a moment.
  const isAwaited = state.kind === 'no_bgp' && isHealthPending && !isStale
  return (
    <section
      aria-labelledby="status-title"
      className="divide-y divide-line rounded-card border border-line bg-surface [--bg:var(--color-surface)]"
    >
      <div className="grid grid-cols-[1.25rem_1fr] items-start gap-x-2.5 px-5 py-4 sm:grid-cols-[1.25rem_1fr_auto] print:grid-cols-[1.25rem_1fr] print:py-2">
        <span className="pt-0.5">
          <StateMark kind={state.kind} size="size-5" isStale={isStale} />
        </span>
        <h2 id="status-title" className="min-w-0 text-lg font-semibold">
          {shown.title}
        </h2>
        <p className="col-start-2 text-fg-2 [overflow-wrap:anywhere] sm:col-end-4 print:col-end-3">
          {isAwaited ? 'Uses static routes. Its health probes are being read.' : shown.sentence}
        </p>
        <p className="col-start-2 flex items-center gap-1.5 text-xs text-fg-3 sm:col-start-3 sm:row-start-1 sm:min-h-6 print:col-start-2 print:row-start-auto">
          <span>
            Fetched <Clock ms={fetchedAt} /> by this machine's clock, <Ago ms={fetchedAt} now={now} />
          </span>
          <RefreshButton isFetching={isFetching} onRefresh={() => refetch()} />
        </p>
      </div>
      <div className="px-5 py-4 print:py-2">
        <TunnelLink tunnel={tunnel} state={state} isStale={isStale} />
      </div>
      {diagnosis.steps.length > 0 && !isAwaited && (
        <DiagnosisPanel diagnosis={diagnosis} tunnelId={tunnel.id} action={action} />
      )}
      <div className="px-5 py-2 print:py-1">
        <PropsList>
          <Reported tunnel={tunnel} state={state} now={now} />
          <Prop name="Health probes">
            {isHealthPending && isChecked(tunnel) ? 'Being read' : probesSay(tunnel, probes, now, zone)}
          </Prop>
          <Prop name="Not reported">
            <span className="text-fg-2">IKE state: no API has a field for it.</span>
          </Prop>
          <PollProp query={query} />
          <Prop name="Time zone">
            <ZoneSwitch />
          </Prop>
        </PropsList>
      </div>
    </section>
  )
}
