/**
 * The BGP session of a simulated tunnel as Cloudflare would report it: a function of what is configured on both
 * ends and of the time, with nothing running in between. What each combination of fields means to an engineer is
 * in interaction 3.9; the enum itself is explained nowhere (facts 2.3).
 */
import { endsOfText } from '../contract/address.ts'
import { BGP } from '../contract/ike.ts'
import type { BgpStatus } from '../contract/tunnel.ts'
import type { StoredTunnel } from './world.ts'

/** A fresh session is silent first, then opens, then is up: slow enough to see each state. */
const SILENT_MS = 8_000
const OPENING_MS = 6_000
/** A cut line is noticed when the hold timer runs out, here much sooner than a real one's. */
const HOLD_MS = 9_000

type Phase = Pick<BgpStatus, 'state' | 'tcp_established'> & { fsm: string; since: number }

const down = (since: number, fsm = 'Active'): Phase => ({
  state: 'BGP_DOWN',
  tcp_established: false,
  fsm,
  since,
})
const opening = (since: number, fsm = 'OpenConfirm'): Phase => ({
  state: 'BGP_ESTABLISHING',
  tcp_established: true,
  fsm,
  since,
})
const up = (since: number): Phase => ({ state: 'BGP_UP', tcp_established: true, fsm: 'Established', since })

const comingUp = (start: number, now: number): Phase => {
  if (now < start + SILENT_MS) return down(start)
  if (now < start + SILENT_MS + OPENING_MS) return opening(start + SILENT_MS)
  return up(start + SILENT_MS + OPENING_MS)
}

const losing = (start: number, now: number): Phase =>
  now < start + HOLD_MS ? up(start) : down(start + HOLD_MS, 'Idle')

const phaseOf = (tunnel: StoredTunnel, now: number): Phase => {
  const { router } = tunnel
  const configured = Date.parse(tunnel.modified_on)
  if (tunnel.psk_set_on === null) return down(configured, 'Idle')
  const start = Math.max(router.since, Date.parse(tunnel.psk_set_on))
  switch (router.behaviour) {
    case 'correct':
      return router.wasUp && router.since < configured ? up(router.since) : comingUp(start, now)
    case 'wrong_asn':
      return now < start + SILENT_MS
        ? down(start)
        : { state: 'BGP_DOWN', tcp_established: true, fsm: 'OpenSent', since: start + SILENT_MS }
    case 'stuck':
      return now < start + SILENT_MS ? down(start) : opening(start + SILENT_MS, 'OpenSent')
    case 'wrong_md5':
    case 'cut':
      return router.wasUp ? losing(router.since, now) : down(start, 'Idle')
  }
}

/** Any fixed port above 1023 that differs from tunnel to tunnel. */
const customerPort = (id: string): number => 49_152 + (Number.parseInt(id.slice(0, 4), 16) % 16_000)

/** What a read reports; undefined while BGP is not configured. @param now milliseconds since the epoch */
export const bgpStatusOf = (tunnel: StoredTunnel, now: number): BgpStatus | undefined => {
  const ends = endsOfText(tunnel.input.interface_address)
  if (!tunnel.input.bgp || !ends) return undefined
  const { state, tcp_established, fsm, since } = phaseOf(tunnel, now)
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
