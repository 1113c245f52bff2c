/** Turns the account's tunnels into the rows of the list: determines states, filters, counts. Pure. */
import type { Tunnel } from '../../../contract/tunnel.ts'
import { kindOf, type Probes, STATE_KINDS, type StateKind } from '../state.ts'
import { searchTest } from './search.ts'
import type { View } from './view.ts'

export interface Row {
  tunnel: Tunnel
  kind: StateKind
  probes?: Probes
}

const UNKNOWN = (): Probes => undefined

/**
 * @param before the last rows: unchanged rows stay the same objects, so that they do not render again
 * @param now milliseconds since the epoch
 */
export const rowsOf = (
  tunnels: readonly Tunnel[],
  now: number,
  before: readonly Row[],
  probesOf: (tunnel: Tunnel) => Probes = UNKNOWN,
): readonly Row[] => {
  const known = new Map(before.map((row) => [row.tunnel, row]))
  const rows = tunnels.map((tunnel) => {
    const probes = probesOf(tunnel)
    const kind = kindOf(tunnel, now, probes)
    const row = known.get(tunnel)
    return row?.kind === kind && row.probes === probes ? row : { tunnel, kind, probes }
  })
  const isSame = rows.length === before.length && rows.every((row, index) => row === before[index])
  return isSame ? before : rows
}

const DAY_MS = 86_400_000

const keyTest = (key: View['key'], now: number) => (tunnel: Tunnel) => {
  const at = tunnel.psk_metadata?.last_generated_on
  // Some reads omit the metadata: then nothing is known about the key, and no filter by key finds the tunnel.
  if (key === 'none') return Boolean(tunnel.psk_metadata) && !at
  return Boolean(at) && now - Date.parse(at ?? '') > (key ?? 0) * DAY_MS
}

export interface Found {
  rows: readonly Row[]
  /** Number of rows in each state, without the filter by state. */
  counts: Readonly<Record<StateKind, number>>
  /** The sum of all counts. */
  all: number
}

/** @param rows in the order of the list */
export const find = (rows: readonly Row[], view: Omit<View, 'sort'>, now: number): Found => {
  const isWord = searchTest(view.q)
  const hasKey = keyTest(view.key, now)
  const isIn = ({ tunnel }: Row): boolean =>
    (view.endpoint === '' || tunnel.cloudflare_endpoint === view.endpoint) &&
    (view.bgp === null || Boolean(tunnel.bgp) === (view.bgp === 'on')) &&
    (view.replay === null || Boolean(tunnel.replay_protection) === (view.replay === 'on')) &&
    (view.key === null || hasKey(tunnel)) &&
    isWord(tunnel)
  const inAnyState = rows.filter(isIn)
  const counts = Object.fromEntries(STATE_KINDS.map((kind) => [kind, 0])) as Record<StateKind, number>
  for (const { kind } of inAnyState) counts[kind]++
  const { states } = view
  return {
    rows: states.length === 0 ? inAnyState : inAnyState.filter(({ kind }) => states.includes(kind)),
    counts,
    all: inAnyState.length,
  }
}
