/**
 * The BGP session of a simulated tunnel as Cloudflare would report it: a function of what is configured on both
 * ends and of the time, with nothing running in between. What each combination of fields means to an engineer is
 * in docs/status.md, Diagnosis; the enum itself is explained nowhere (docs/api.md, BGP).
 */
import { endsOfText } from '../contract/address.ts'
import { BGP } from '../contract/ike.ts'
import type { BgpStatus } from '../contract/tunnel.ts'
import { differencesOf } from './differences.ts'
import type { StoredTunnel } from './world.ts'

/** A fresh session is silent first, then opens, then is up: slow enough to see each state. */
export const SILENT_MS = 8_000
export const OPENING_MS = 6_000
/** A cut line is noticed when the hold timer runs out, here much sooner than a real one's. */
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

/** How far the two ends get with each other, from the first thing that fails. */
const meeting = (tunnel: StoredTunnel): 'silent' | 'refused' | 'stuck' | 'up' =>
  differencesOf(tunnel)[0]?.end ?? (tunnel.router.settings?.finishes === false ? 'stuck' : 'up')

/** After this long without a report the reporter is gone, and so is the session. */
export const REPORT_MS = 10_000

/** Whether the real router has not been heard of for too long. @param now milliseconds since the epoch */
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
  // Without a key there is no tunnel for BGP to run through.
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

/** When a session that nothing keeps from coming up will be up, in milliseconds since the epoch; null for all others. */
export const connectsAt = (tunnel: StoredTunnel, now: number, pace: number): number | null => {
  const { is_cut, was_up, since, reported } = tunnel.router
  const at = since + (SILENT_MS + OPENING_MS) / pace
  // The comparison of both ends costs most, and thousands are asked about at once.
  if (now >= at || is_cut || was_up || reported || !tunnel.input.bgp || tunnel.psk_set_on === null)
    return null
  return meeting(tunnel) === 'up' ? at : null
}

export const isUp = (tunnel: StoredTunnel, now: number, pace: number): boolean =>
  phaseOf(tunnel, now, pace).state === 'BGP_UP'

/** Any fixed port above 1023 that differs from tunnel to tunnel. */
const customerPort = (id: string): number => 49_152 + (Number.parseInt(id.slice(0, 4), 16) % 16_000)

/**
 * What a read reports; undefined while BGP is not configured.
 * @param now milliseconds since the epoch
 * @param pace how many times faster than usual the session goes
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
