/** The order of rows by each column. A tunnel without a value is last in ascending order. */
import { parseCidr4, parseIpv4 } from '../../../contract/address.ts'
import { isChecked, type StateKind } from '../../state/state.ts'
import { LAST, order, timeKey } from '../../table/order.ts'
import type { ColumnId } from './column-ids.ts'
import type { Row } from './rows.ts'

/** States in the order in which they need attention. */
const URGENCY: Record<StateKind, number> = {
  down: 0,
  rejected: 1,
  degraded: 2,
  no_key: 3,
  unknown: 4,
  establishing: 5,
  waiting: 6,
  no_data: 7,
  no_bgp: 8,
  healthy: 9,
  up: 10,
}

/** IPv4 addresses by number, anything else last. */
const addressOf = (text: string | null | undefined): number =>
  text ? (parseIpv4(text) ?? parseCidr4(text)?.address ?? LAST) : LAST

/** Worst first; unknown health last. */
const healthOf = ({ tunnel, probes }: Row): number => (!isChecked(tunnel) || !probes ? LAST : probes.rate)

const VALUES: Record<ColumnId, (row: Row) => number | string> = {
  state: ({ kind }) => URGENCY[kind],
  name: ({ tunnel }) => tunnel.name,
  probes: healthOf,
  interface: ({ tunnel }) => addressOf(tunnel.interface_address),
  cloudflare: ({ tunnel }) => addressOf(tunnel.cloudflare_endpoint),
  customer: ({ tunnel }) => addressOf(tunnel.customer_endpoint),
  asn: ({ tunnel }) => tunnel.bgp?.customer_asn ?? LAST,
  health: ({ tunnel: { health_check: check } }) =>
    check?.enabled === false ? '' : [check?.type, check?.rate].join(' '),
  replay: ({ tunnel }) => (tunnel.replay_protection ? 0 : 1),
  key: ({ tunnel }) => timeKey(tunnel.psk_metadata?.last_generated_on),
  created: ({ tunnel }) => timeKey(tunnel.created_on),
  modified: ({ tunnel }) => timeKey(tunnel.modified_on),
  id: ({ tunnel }) => tunnel.id,
}

/** A sort key that puts "site-2" before "site-10". For thousands of rows it is much faster than `Intl.Collator`. */
const naturalKey = (text: string): string =>
  text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, '0'))

const compareBy = (by: ColumnId): ((a: Row, b: Row) => number) => {
  const keys = new Map<Row, { value: number | string; name: string }>()
  const keyOf = (row: Row) => {
    const known = keys.get(row)
    if (known) return known
    const value = VALUES[by](row)
    const key = {
      value: typeof value === 'string' ? naturalKey(value) : value,
      name: naturalKey(row.tunnel.name),
    }
    keys.set(row, key)
    return key
  }
  return (a, b) => {
    const [x, y] = [keyOf(a), keyOf(b)]
    return order(x.value, y.value) || order(x.name, y.name)
  }
}

export const sorted = (rows: readonly Row[], by: ColumnId, isDown: boolean): readonly Row[] => {
  const compare = compareBy(by)
  return rows.toSorted(isDown ? (a, b) => compare(b, a) : compare)
}
