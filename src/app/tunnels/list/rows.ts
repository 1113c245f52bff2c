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
  const { endpoint, bgp, replay, key, states } = view
  const isIn = (tunnel: Tunnel): boolean =>
    (endpoint === '' || tunnel.cloudflare_endpoint === endpoint) &&
    (bgp === null || Boolean(tunnel.bgp) === (bgp === 'on')) &&
    (replay === null || Boolean(tunnel.replay_protection) === (replay === 'on')) &&
    (key === null || hasKey(tunnel)) &&
    isWord(tunnel)
  const counts = Object.fromEntries(STATE_KINDS.map((kind) => [kind, 0])) as Record<StateKind, number>
  const found: Row[] = []
  let all = 0
  // One loop, because this runs at every key press in the search box, for thousands of rows.
  for (const row of rows) {
    if (!isIn(row.tunnel)) continue
    all++
    counts[row.kind]++
    if (states.length === 0 || states.includes(row.kind)) found.push(row)
  }
  return { rows: found, counts, all }
}
