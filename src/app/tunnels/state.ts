/**
 * A tunnel's state from BGP, its key, its health probes and its age (docs/status.md, States). Every page reads it
 * here; the sentences that a tunnel's page adds are in state-words.ts. IKE is reported by no API.
 */
import type { Tunnel } from '../../contract/tunnel.ts'
import type { Reading } from '../health/reading.ts'

/** In the order in which the list offers them. */
export const STATE_KINDS = [
  'up',
  'healthy',
  'establishing',
  'waiting',
  'degraded',
  'down',
  'rejected',
  'no_key',
  'no_data',
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

/** What the probes say: null for no data, undefined while that is not known or cannot be read. */
export type Probes = Reading | null | undefined

export const isChecked = ({ health_check: check }: Tunnel): boolean => check?.enabled !== false

/** Without BGP it is the probes that speak. Where there are none, nothing is called down. */
const kindWithoutBgp = (tunnel: Tunnel, now: number, probes: Probes): StateKind => {
  if (!isChecked(tunnel)) return 'no_data'
  if (probes === undefined) return 'no_bgp'
  if (probes === null) return isYoung(tunnel, now) ? 'waiting' : 'no_data'
  return probes.band === 'down' && isYoung(tunnel, now) ? 'waiting' : probes.band
}

/** The state without its words, which the list asks of thousands. @param now milliseconds since the epoch */
export const kindOf = (tunnel: Tunnel, now: number, probes?: Probes): StateKind => {
  // Some reads may leave the metadata out altogether; only its presence without a date says "never set".
  if (tunnel.psk_metadata && !hasKey(tunnel)) return 'no_key'
  if (!tunnel.bgp) return kindWithoutBgp(tunnel, now, probes)
  const status = tunnel.bgp_status
  switch (status?.state) {
    case undefined:
      return isYoung(tunnel, now) ? 'waiting' : 'unknown'
    case 'BGP_UP':
      // Cloudflare routes by health, too: a session alone does not say that traffic passes.
      return isChecked(tunnel) && probes && probes.band !== 'healthy' ? 'degraded' : 'up'
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
export const titleOf = (tunnel: Tunnel, kind: StateKind): string => {
  if (kind === 'unknown') return tunnel.bgp_status?.state ?? TITLES.unknown
  if (kind === 'degraded' && tunnel.bgp) return 'Up, probes fail'
  return kind === 'no_data' && !isChecked(tunnel) ? 'Health checks off' : TITLES[kind]
}

export const TITLES: Record<StateKind, string> = {
  up: 'Up',
  healthy: 'Healthy',
  establishing: 'Establishing',
  waiting: 'Waiting for your router',
  degraded: 'Degraded',
  down: 'Down',
  rejected: 'BGP rejected',
  no_key: 'No key',
  no_data: 'No health data',
  no_bgp: 'BGP not configured',
  unknown: 'No BGP report',
}

/** A state that may change by itself within seconds. */
export const isTransitional = ({ kind }: Pick<TunnelState, 'kind'>): boolean =>
  kind === 'waiting' || kind === 'establishing'
