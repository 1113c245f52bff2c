/**
 * The BGP session of a simulated tunnel as Cloudflare would report it: a function of the configuration of both ends
 * and of the time; nothing runs in between. For each combination of fields see docs/status.md, Diagnosis; no source
 * explains the enum itself (docs/api.md, BGP).
 */
import { endsOfText } from '../../contract/address.ts'
import { BGP } from '../../contract/bgp.ts'
import type { BgpStatus } from '../../contract/tunnel.ts'
import type { StoredTunnel } from '../world/world.ts'
import { differencesOf } from './differences.ts'

/** A new session is silent at first, then opens, then is up: slow enough to see each state. */
export const SILENT_MS = 8_000
export const OPENING_MS = 6_000
/** A cut line is noticed when the hold timer runs out. It is much shorter here than on a real router. */
export const HOLD_MS = 9_000

type Phase = Pick<BgpStatus, 'state' | 'tcp_established'> & { fsm: string; since: number }

const down = (since: number, fsm = 'Active'): Phase => ({
  state: 'BGP_DOWN',
  tcp_established: false,
  fsm,
  since,
})
const refused = (since: number): Phase => ({
  state: 'BGP_DOWN',
  tcp_established: true,
  fsm: 'OpenSent',
  since,
})
const opening = (since: number): Phase => ({
  state: 'BGP_ESTABLISHING',
  tcp_established: true,
  fsm: 'OpenConfirm',
  since,
})
const up = (since: number): Phase => ({ state: 'BGP_UP', tcp_established: true, fsm: 'Established', since })

/** How far the session gets: the first difference between the two ends decides. */
const meeting = (tunnel: StoredTunnel): 'silent' | 'refused' | 'stuck' | 'up' =>
  differencesOf(tunnel)[0]?.end ?? (tunnel.router.settings?.finishes === false ? 'stuck' : 'up')

/** After this long without a report, the session counts as lost. */
export const REPORT_MS = 10_000

/** Whether the reports of a real router have stopped. @param now milliseconds since the epoch */
export const isSilent = ({ reported }: StoredTunnel['router'], now: number): boolean =>
  reported !== undefined && now >= reported.seen_at + REPORT_MS

const phaseOf = (tunnel: StoredTunnel, now: number, pace: number): Phase => {
  const { is_cut, was_up, since, reported } = tunnel.router
  if (reported) {
    const { state, tcp_established, bgp_state, seen_at } = reported
    return isSilent(tunnel.router, now)
      ? down(seen_at + REPORT_MS, 'Idle')
      : { state, tcp_established, fsm: bgp_state, since: reported.since }
  }
  // Without a PSK there is no tunnel that BGP could run through.
  if (tunnel.psk_set_on === null) return down(Date.parse(tunnel.created_on), 'Idle')
  if (is_cut) {
    if (!was_up) return down(since, 'Idle')
    const lostAt = since + HOLD_MS / pace
    return now < lostAt ? up(since) : down(lostAt, 'Idle')
  }
  const connectsAt = since + SILENT_MS / pace
  const upAt = connectsAt + OPENING_MS / pace
  switch (meeting(tunnel)) {
    case 'silent':
      return down(since)
    case 'refused':
      return now < connectsAt ? down(since) : refused(connectsAt)
    case 'stuck':
      return now < connectsAt ? down(since) : opening(connectsAt)
    case 'up':
      if (was_up) return up(since)
      if (now < connectsAt) return down(since)
      return now < upAt ? opening(connectsAt) : up(upAt)
  }
}

/** When a session that is coming up will be up, in milliseconds since the epoch; null for all other sessions. */
export const connectsAt = (tunnel: StoredTunnel, now: number, pace: number): number | null => {
  const { is_cut, was_up, since, reported } = tunnel.router
  const at = since + (SILENT_MS + OPENING_MS) / pace
  // Checked first, because comparing both ends is slow and the list needs it for thousands of tunnels.
  if (now >= at || is_cut || was_up || reported || !tunnel.input.bgp || tunnel.psk_set_on === null)
    return null
  return meeting(tunnel) === 'up' ? at : null
}

export const isUp = (tunnel: StoredTunnel, now: number, pace: number): boolean =>
  phaseOf(tunnel, now, pace).state === 'BGP_UP'

/** A fixed port above 1023, different for most tunnels. */
const customerPort = (id: string): number => 49_152 + (Number.parseInt(id.slice(0, 4), 16) % 16_000)

/**
 * The `bgp_status` of a read; undefined when BGP is not configured or the session is not reported.
 * @param now milliseconds since the epoch
 * @param pace how many times faster than usual sessions change state
 */
export const bgpStatusOf = (tunnel: StoredTunnel, now: number, pace: number): BgpStatus | undefined => {
  const ends = endsOfText(tunnel.input.interface_address)
  if (!tunnel.input.bgp || !ends || tunnel.router.is_unreported) return undefined
  const { state, tcp_established, fsm, since } = phaseOf(tunnel, now, pace)
  return {
    state,
    tcp_established,
    updated_at: new Date(since).toISOString(),
    bgp_state: fsm,
    cf_speaker_ip: ends.cloudflare,
    cf_speaker_port: BGP.port,
    ...(tcp_established
      ? { customer_speaker_ip: ends.customer, customer_speaker_port: customerPort(tunnel.id) }
      : {}),
  }
}
