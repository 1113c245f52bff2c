/** The order of rows by each column. What a tunnel has nothing of comes last, whichever way it is sorted up. */
import { parseCidr4, parseIpv4 } from '../../../contract/address.ts'
import type { StateKind } from '../state.ts'
import type { ColumnId } from './column-ids.ts'
import type { Row } from './rows.ts'

/** What needs somebody first. */
const URGENCY: Record<StateKind, number> = {
  down: 0,
  rejected: 1,
  no_key: 2,
  unknown: 3,
  establishing: 4,
  waiting: 5,
  no_bgp: 6,
  up: 7,
}

const LAST = Number.POSITIVE_INFINITY

const timeOf = (text: string | null | undefined): number => (text ? Date.parse(text) : LAST)
/** IPv4 by number, anything else behind. */
const addressOf = (text: string | null | undefined): number =>
  text ? (parseIpv4(text) ?? parseCidr4(text)?.address ?? LAST) : LAST

const VALUES: Record<ColumnId, (row: Row) => number | string> = {
  state: ({ kind }) => URGENCY[kind],
  name: ({ tunnel }) => tunnel.name,
  interface: ({ tunnel }) => addressOf(tunnel.interface_address),
  cloudflare: ({ tunnel }) => addressOf(tunnel.cloudflare_endpoint),
  customer: ({ tunnel }) => addressOf(tunnel.customer_endpoint),
  asn: ({ tunnel }) => tunnel.bgp?.customer_asn ?? LAST,
  health: ({ tunnel: { health_check: check } }) =>
    check?.enabled === false ? '' : [check?.type, check?.rate].join(' '),
  replay: ({ tunnel }) => (tunnel.replay_protection ? 0 : 1),
  key: ({ tunnel }) => timeOf(tunnel.psk_metadata?.last_generated_on),
  created: ({ tunnel }) => timeOf(tunnel.created_on),
  modified: ({ tunnel }) => timeOf(tunnel.modified_on),
  id: ({ tunnel }) => tunnel.id,
}

/** "site-2" stands before "site-10". */
const { compare: compareText } = new Intl.Collator('en', { numeric: true })

export const compareBy = (by: ColumnId): ((a: Row, b: Row) => number) => {
  const values = new Map<Row, number | string>()
  const valueIn = (row: Row) => {
    const known = values.get(row)
    if (known !== undefined) return known
    const value = VALUES[by](row)
    values.set(row, value)
    return value
  }
  return (a, b) => {
    const [x, y] = [valueIn(a), valueIn(b)]
    const order =
      typeof x === 'number' && typeof y === 'number'
        ? x === y
          ? 0
          : x < y
            ? -1
            : 1
        : compareText(String(x), String(y))
    return order || (by === 'name' ? 0 : compareText(a.tunnel.name, b.tunnel.name))
  }
}
