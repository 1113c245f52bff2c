/** Turns the account's static routes into the rows of their page: judges, searches, filters, counts, sorts. Pure. */
import { narrowBlock6, overlap6 } from '../../contract/address/block6.ts'
import { contains, parseCidr4, parseIpv4 } from '../../contract/address.ts'
import { isOddAt, type Route } from '../../contract/route.ts'
import { cidrOf } from '../../contract/route-lookup.ts'
import { wordsOf } from '../search-words.ts'
import { LAST, order, timeKey } from '../table/order.ts'
import { TARGET_STATES, type Target, type TargetState, type Targets } from './route-target.ts'
import type { RouteColumn, RouteView } from './route-view.ts'

export interface RouteRow {
  route: Route
  target: Target
}

export const routeRows = (routes: readonly Route[], targets: Targets): RouteRow[] =>
  routes.map((route) => ({ route, target: targets(route.nexthop) }))

const tunnelNames = ({ target }: RouteRow): string => target.tunnels.map(({ name }) => name).join(', ')

const textOf = (row: RouteRow): string => {
  const { prefix, nexthop, priority, scope, description, id } = row.route
  return [
    prefix,
    nexthop,
    String(priority),
    ...(scope?.colo_regions ?? []),
    ...(scope?.colo_names ?? []),
    description ?? '',
    id,
    tunnelNames(row),
  ]
    .join('\n')
    .toLowerCase()
}

/** A complete address or prefix finds the routes that contain it or are within it; other words are searched as text. */
const testOf = (word: string): ((row: RouteRow) => boolean) => {
  const six = narrowBlock6(word)
  if (six) {
    return (row) => {
      const { prefix, nexthop } = row.route
      const isNear = [prefix, nexthop].some((text) => {
        const block = narrowBlock6(text)
        return block !== null && overlap6(block, six)
      })
      return isNear || textOf(row).includes(word)
    }
  }
  const address = parseIpv4(word)
  const asked = address === null ? parseCidr4(word) : { address, prefix: 32 }
  if (!asked) return (row) => textOf(row).includes(word)
  return (row) => {
    const cidr = cidrOf(row.route)
    // A default route contains every address, so it would always match.
    const isNear = cidr !== null && cidr.prefix > 0 && (contains(cidr, asked) || contains(asked, cidr))
    return isNear || row.route.nexthop === word || row.route.prefix === word
  }
}

export interface FoundRoutes {
  rows: RouteRow[]
  /** Number of routes in each state that the search finds. */
  counts: Readonly<Record<TargetState, number>>
  all: number
}

export const findRoutes = (
  rows: readonly RouteRow[],
  { q, states }: Pick<RouteView, 'q' | 'states'>,
): FoundRoutes => {
  const tests = wordsOf(q).map((spellings) => {
    const matches = spellings.map(testOf)
    return (row: RouteRow) => matches.some((match) => match(row))
  })
  const found = rows.filter((row) => tests.every((test) => test(row)))
  const counts = Object.fromEntries(TARGET_STATES.map((state) => [state, 0])) as Record<TargetState, number>
  for (const { target } of found) counts[target.state]++
  return {
    rows: states.length === 0 ? found : found.filter(({ target }) => states.includes(target.state)),
    counts,
    all: found.length,
  }
}

const addressOf = (text: string): number => parseIpv4(text) ?? LAST

/** A number that sorts prefixes by address, and the wider prefix first. */
const prefixOf = (route: Route): number => {
  const cidr = cidrOf(route)
  return cidr ? cidr.address * 64 + cidr.prefix : LAST
}

const VALUES: Record<RouteColumn, (row: RouteRow) => number | string> = {
  state: ({ target }) => TARGET_STATES.indexOf(target.state),
  prefix: ({ route }) => prefixOf(route),
  nexthop: ({ route }) => addressOf(route.nexthop),
  tunnel: (row) => tunnelNames(row).toLowerCase() || '\uffff',
  priority: ({ route }) => (isOddAt(route, 'priority') ? LAST : route.priority),
  weight: ({ route }) => route.weight ?? LAST,
  region: ({ route }) => (route.scope?.colo_regions ?? []).join() || '\uffff',
  description: ({ route }) => route.description?.toLowerCase() || '\uffff',
  modified: ({ route }) => timeKey(route.modified_on),
}

export const sortRoutes = (
  rows: readonly RouteRow[],
  { by, isDown }: RouteView['sort'],
): readonly RouteRow[] => {
  const keys = new Map(
    rows.map((row) => [row, [VALUES[by](row), prefixOf(row.route), row.route.priority] as const]),
  )
  const compare = (a: RouteRow, b: RouteRow): number => {
    const [x, y] = [keys.get(a), keys.get(b)]
    if (!x || !y) return 0
    return (isDown ? order(y[0], x[0]) : order(x[0], y[0])) || order(x[1], y[1]) || x[2] - y[2]
  }
  return rows.toSorted(compare)
}
