/** A tunnel's state in sentences: what it is based on and what it means. */
import { endsOfText } from '../../contract/address.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { agoOf, clockOf } from '../ui/time.tsx'
import { basisOf } from './health-words.ts'
import { isBgpOdd } from './odd.ts'
import {
  isChecked,
  isRecent,
  kindOf,
  type Probes,
  type StateKind,
  type TunnelState,
  titleOf,
} from './state.ts'

const sentenceOf = (tunnel: Tunnel, kind: StateKind, now: number, probes: Probes): string => {
  const ends = endsOfText(tunnel.interface_address)
  const status = tunnel.bgp_status
  const basis = probes ? `${basisOf(probes, tunnel, now)}.` : ''
  switch (kind) {
    case 'healthy':
      return basis
    case 'degraded':
      return tunnel.bgp ? `The BGP session is established, but only ${basis}` : basis
    case 'no_data':
      if (isChecked(tunnel) && isRecent(tunnel, now)) {
        return 'Uses static routes. Cloudflare has no health data under its name yet: it follows a change some minutes later.'
      }
      return isChecked(tunnel)
        ? 'Uses static routes, and Cloudflare has no health data under its name.'
        : 'Uses static routes. With health checks off, nothing measures whether it is up.'
    case 'no_key':
      return 'The tunnel cannot come up without a pre-shared key.'
    case 'no_bgp':
      return 'Uses static routes. Without BGP only health probes show whether it is up, and they are unknown.'
    case 'waiting':
      return 'Expected after a tunnel or its key is new. Cloudflare never starts the session, your router does.'
    case 'up':
      return ends ? `Peering ${ends.cloudflare} with ${ends.customer}.` : 'The BGP session is established.'
    case 'establishing':
      return `The session is being set up${status?.bgp_state ? `: ${status.bgp_state}` : ''}.`
    case 'rejected':
      return 'TCP connects but BGP does not.'
    case 'down':
      if (!tunnel.bgp) return basis
      return probes?.band === 'healthy'
        ? `No BGP session and no TCP connection, though ${basis}`
        : 'No BGP session and no TCP connection.'
    case 'unknown':
      if (isBgpOdd(tunnel)) return "The API's answer about BGP was not recognised."
      return status
        ? 'The API reports a state that this page does not know.'
        : 'BGP is configured, but the API reports no session for it.'
  }
}

/** @param now milliseconds since the epoch */
export const stateOf = (tunnel: Tunnel, now: number, probes?: Probes): TunnelState => {
  const kind = kindOf(tunnel, now, probes)
  return { kind, title: titleOf(tunnel, kind), sentence: sentenceOf(tunnel, kind, now, probes) }
}

/** The state while reads fail: that of the last good answer, marked as possibly outdated. */
export const lastKnown = (state: TunnelState, fetchedAt: number, now: number): TunnelState => ({
  kind: state.kind,
  title: `Last known: ${state.title}, ${clockOf(fetchedAt, now)}`,
  sentence: `From the last answer, ${agoOf(fetchedAt, now)}. It may have changed since.`,
})
