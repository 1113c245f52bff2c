/** Turns the account's tunnels into the rows of the list: determines states, filters, counts. Pure. */
import type { Tunnel } from '../../../contract/tunnel.ts'
import type { Saved } from '../../state/saved-state.ts'
import { isReconnecting, kindOf, type Probes, STATE_KINDS, type StateKind } from '../../state/state.ts'
import { keepSame } from '../../table/keep-same.ts'
import type { Filters, View } from './view.ts'

export interface Row {
  tunnel: Tunnel
  kind: StateKind
  probes?: Probes
  /** A change made in this page ended the session. */
  isReconnecting: boolean
}

const UNKNOWN = (): Probes => undefined
const NO_CHANGE = (): null => null

/**
 * @param before the last rows: unchanged rows stay the same objects, so that they do not render again
 * @param now milliseconds since the epoch
 */
export const rowsOf = (
  tunnels: readonly Tunnel[],
  now: number,
  before: readonly Row[],
  probesOf: (tunnel: Tunnel) => Probes = UNKNOWN,
  changeOf: (id: string) => Saved | null = NO_CHANGE,
): readonly Row[] => {
  const known = new Map(before.map((row) => [row.tunnel, row]))
  const rows = tunnels.map((tunnel) => {
    const probes = probesOf(tunnel)
    const change = changeOf(tunnel.id)
    const kind = kindOf(tunnel, now, probes, change)
    const reconnecting = isReconnecting(kind, change, now)
    const row = known.get(tunnel)
    return row?.kind === kind && row.probes === probes && row.isReconnecting === reconnecting
      ? row
      : { tunnel, kind, probes, isReconnecting: reconnecting }
  })
  return keepSame(before, rows)
}

/** How many tunnels have BGP, and how many of them have no report; 0 of those unless they are more than half. */
export const missingReports = (rows: readonly Row[]): { withBgp: number; missing: number } => {
  const withBgp = rows.filter(({ tunnel }) => tunnel.bgp).length
  const unknown = rows.filter(({ kind }) => kind === 'unknown').length
  return { withBgp, missing: unknown * 2 > withBgp ? unknown : 0 }
}

const DAY_MS = 86_400_000

const keyTest = (key: View['key'], now: number) => (tunnel: Tunnel) => {
  const at = tunnel.psk_metadata?.last_generated_on
  // Some reads omit the metadata: then nothing is known about the key, and no filter by key finds the tunnel.
  if (key === 'none') return Boolean(tunnel.psk_metadata) && !at
  return Boolean(at) && now - Date.parse(at ?? '') > (key ?? 0) * DAY_MS
}

/** Rows with these values. The same array if nothing is filtered. */
export const filter = (rows: readonly Row[], { endpoint, bgp, key, replay }: Filters, now: number) => {
  if (!endpoint && !bgp && !key && !replay) return rows
  const hasKey = keyTest(key, now)
  return rows.filter(
    ({ tunnel }) =>
      (endpoint === '' || tunnel.cloudflare_endpoint === endpoint) &&
      (bgp === null || Boolean(tunnel.bgp) === (bgp === 'on')) &&
      (replay === null || Boolean(tunnel.replay_protection) === (replay === 'on')) &&
      (key === null || hasKey(tunnel)),
  )
}

/** Number of rows in each state. */
export const countStates = (rows: readonly Row[]): Readonly<Record<StateKind, number>> => {
  const counts = Object.fromEntries(STATE_KINDS.map((kind) => [kind, 0])) as Record<StateKind, number>
  for (const { kind } of rows) counts[kind]++
  return counts
}
