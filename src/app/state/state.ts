/**
 * A tunnel's state from BGP, its key, its health probes and its age (docs/status.md, States). Every page uses it;
 * state-words.ts has the sentences of a tunnel's page. No API reports the state of IKE.
 */
import type { Tunnel } from '../../contract/tunnel.ts'
import type { Reading } from './health-reading.ts'
import { isOdd } from './odd.ts'
import type { Saved } from './saved-state.ts'

/** In the order of the list's filter. */
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
  /** The change made in this browser that explains the state. */
  change?: Saved
}

/**
 * For this time after a tunnel was created, got a key or was changed here, a missing session is expected: Cloudflare
 * never starts one and waits for the router (docs/api.md, BGP).
 */
const EXPECTED_MS = 15 * 60 * 1000

/**
 * Whether a session that is missing since then is expected. A time far in the future is wrong and explains nothing.
 * Both in milliseconds since the epoch.
 */
export const isExpected = (since: number, now: number): boolean => Math.abs(now - since) < EXPECTED_MS

const isOneNew = (times: readonly (string | null | undefined)[], now: number): boolean =>
  times.some((at) => at && isExpected(Date.parse(at), now))

export const isYoung = ({ created_on, psk_metadata }: Tunnel, now: number): boolean =>
  isOneNew([created_on, psk_metadata?.last_generated_on], now)

/**
 * Whether the tunnel changed so recently that missing health data is expected: data has a delay, and a rename begins a
 * new history (docs/routes-and-health.md, Health data).
 */
export const isRecent = (tunnel: Tunnel, now: number): boolean =>
  isYoung(tunnel, now) || isOneNew([tunnel.modified_on], now)

/** Whether the API reports that a key was ever set. It never returns the key itself. */
export const hasKey = (tunnel: Tunnel): boolean => Boolean(tunnel.psk_metadata?.last_generated_on)

/** The newest health reading: null for no data, undefined if it is unknown or cannot be read. */
export type Probes = Reading | null | undefined

export const isChecked = ({ health_check: check }: Tunnel): boolean => check?.enabled !== false

/** Without BGP the probes decide. Without probes the state is never "down". */
const kindWithoutBgp = (tunnel: Tunnel, now: number, probes: Probes): StateKind => {
  if (!isChecked(tunnel)) return 'no_data'
  if (probes === undefined) return 'no_bgp'
  if (probes === null) return isYoung(tunnel, now) ? 'waiting' : 'no_data'
  return probes.band === 'down' && isYoung(tunnel, now) ? 'waiting' : probes.band
}

/** States that a change which ended the session explains. */
const WITHOUT_SESSION: readonly StateKind[] = ['down', 'waiting']

/**
 * Whether the missing session is the effect of this change and is expected to come up.
 * @param change the last change made here that ended the session; null for none
 */
export const isReconnecting = (kind: StateKind, change: Saved | null, now: number): change is Saved =>
  change !== null && WITHOUT_SESSION.includes(kind) && isExpected(change.at, now)

/** What the API reports, in the state's terms. */
const reportedKind = (tunnel: Tunnel, now: number, probes: Probes): StateKind => {
  // Some reads may omit the metadata; only metadata without a date means "never set", unless something passes.
  const isPassing = tunnel.bgp_status?.state === 'BGP_UP' || probes?.band === 'healthy'
  if (tunnel.psk_metadata && !hasKey(tunnel) && !isPassing) return 'no_key'
  if (isOdd(tunnel, 'bgp')) return 'unknown'
  if (!tunnel.bgp) return kindWithoutBgp(tunnel, now, probes)
  if (isOdd(tunnel, 'bgp_status')) return 'unknown'
  const status = tunnel.bgp_status
  switch (status?.state) {
    case undefined:
      return isYoung(tunnel, now) ? 'waiting' : 'unknown'
    case 'BGP_UP':
      // Cloudflare also uses health for routing: a session alone does not mean that traffic passes.
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

/**
 * The state without its words: cheap enough for a list of thousands.
 * @param now milliseconds since the epoch
 * @param change the last change made here that ended the session; null for none
 */
export const kindOf = (
  tunnel: Tunnel,
  now: number,
  probes?: Probes,
  change: Saved | null = null,
): StateKind => {
  const kind = reportedKind(tunnel, now, probes)
  return isReconnecting(kind, change, now) ? 'waiting' : kind
}

/** The name of a state. An undocumented state keeps the API's name. */
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

/** Whether a state may change without user action within seconds. */
export const isTransitional = ({ kind }: Pick<TunnelState, 'kind'>): boolean =>
  kind === 'waiting' || kind === 'establishing'
