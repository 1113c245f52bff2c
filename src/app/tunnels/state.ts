/**
 * A tunnel's state in words (docs/status.md, States). Only what the API reports is judged: it knows BGP and
 * whether a key was ever set; IKE and health it does not report.
 */
import { endsOfText } from '../../contract/address.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { agoOf, clockOf } from '../ui/time.tsx'

/** In the order in which the list offers them. */
export const STATE_KINDS = [
  'up',
  'establishing',
  'waiting',
  'down',
  'rejected',
  'no_key',
  'no_bgp',
  'unknown',
] as const

export type StateKind = (typeof STATE_KINDS)[number]

export interface TunnelState {
  kind: StateKind
  title: string
  sentence: string
}

/**
 * A tunnel that was created or given a key minutes ago waits for its router and is not broken: Cloudflare never
 * starts a session (docs/api.md, BGP).
 */
const YOUNG_MS = 15 * 60 * 1000

export const isYoung = (tunnel: Tunnel, now: number): boolean =>
  [tunnel.created_on, tunnel.psk_metadata?.last_generated_on].some(
    (at) => at && now - Date.parse(at) < YOUNG_MS,
  )

/** Whether a read shows that a key was ever set. The key itself is never returned. */
export const hasKey = (tunnel: Tunnel): boolean => Boolean(tunnel.psk_metadata?.last_generated_on)

/** The state without its words, which the list asks of thousands. @param now milliseconds since the epoch */
export const kindOf = (tunnel: Tunnel, now: number): StateKind => {
  // Some reads may leave the metadata out altogether; only its presence without a date says "never set".
  if (tunnel.psk_metadata && !hasKey(tunnel)) return 'no_key'
  if (!tunnel.bgp) return 'no_bgp'
  const status = tunnel.bgp_status
  switch (status?.state) {
    case undefined:
      return isYoung(tunnel, now) ? 'waiting' : 'unknown'
    case 'BGP_UP':
      return 'up'
    case 'BGP_ESTABLISHING':
      return 'establishing'
    case 'BGP_DOWN':
      if (status?.tcp_established) return 'rejected'
      return isYoung(tunnel, now) ? 'waiting' : 'down'
    default:
      return 'unknown'
  }
}

/** What each state is called. One that this page does not know is called what the API calls it. */
export const titleOf = (tunnel: Tunnel, kind: StateKind): string =>
  kind === 'unknown' ? (tunnel.bgp_status?.state ?? TITLES.unknown) : TITLES[kind]

export const TITLES: Record<StateKind, string> = {
  up: 'Up',
  establishing: 'Establishing',
  waiting: 'Waiting for your router',
  down: 'Down',
  rejected: 'BGP rejected',
  no_key: 'No key',
  no_bgp: 'BGP not configured',
  unknown: 'No BGP report',
}

const sentenceOf = (tunnel: Tunnel, kind: StateKind): string => {
  const ends = endsOfText(tunnel.interface_address)
  const status = tunnel.bgp_status
  switch (kind) {
    case 'no_key':
      return 'The tunnel cannot come up without a pre-shared key.'
    case 'no_bgp':
      return 'Uses static routes. Without BGP nothing reports whether the tunnel is up.'
    case 'waiting':
      return 'Expected after a tunnel or its key is new. Cloudflare never starts the session, your router does.'
    case 'up':
      return ends ? `Peering ${ends.cloudflare} with ${ends.customer}.` : 'The BGP session is established.'
    case 'establishing':
      return `The session is being set up${status?.bgp_state ? `: ${status.bgp_state}` : ''}.`
    case 'rejected':
      return 'TCP connects but BGP does not.'
    case 'down':
      return 'No BGP session and no TCP connection.'
    case 'unknown':
      return status
        ? 'The API reports a state that this page does not know.'
        : 'BGP is configured, but the API reports no session for it.'
  }
}

/** @param now milliseconds since the epoch */
export const stateOf = (tunnel: Tunnel, now: number): TunnelState => {
  const kind = kindOf(tunnel, now)
  return { kind, title: titleOf(tunnel, kind), sentence: sentenceOf(tunnel, kind) }
}

/** The state while reads fail: what the last good answer said, and that it may no longer hold. */
export const lastKnown = (state: TunnelState, fetchedAt: number, now: number): TunnelState => ({
  kind: state.kind,
  title: `Last known: ${state.title}, ${clockOf(fetchedAt, now)}`,
  sentence: `From the last answer, ${agoOf(fetchedAt, now)}. Whether it still holds is not known.`,
})

/** A state that may change by itself within seconds. */
export const isTransitional = ({ kind }: Pick<TunnelState, 'kind'>): boolean =>
  kind === 'waiting' || kind === 'establishing'
