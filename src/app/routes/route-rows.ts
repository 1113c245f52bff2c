/** Turns the account's static routes into the rows of their page: judges, searches, counts, sorts. Pure. */
import { parseIpv4 } from '../../contract/address.ts'
import { isOddAt, type Route } from '../../contract/route.ts'
import { cidrOf } from '../../contract/route-lookup.ts'
import { LAST, order, timeKey } from '../table/order.ts'
import { createSearch, type Indexed, rangesOf, type Search, searchedText } from '../table/search.ts'
import { TARGET_STATES, type Target, type TargetState, type Targets } from './route-target.ts'
import type { RouteColumn, RouteView } from './route-view.ts'

export interface RouteRow {
  route: Route
  target: Target
}

export const routeRows = (routes: readonly Route[], targets: Targets): RouteRow[] =>
  routes.map((route) => ({ route, target: targets(route.nexthop) }))

const tunnelNames = ({ target }: RouteRow): string => target.tunnels.map(({ name }) => name).join(', ')

// Computed once for each row: they stay the same until the routes or the states of their tunnels change.
const known = new WeakMap<RouteRow, Indexed>()

export const indexOfRoute = (row: RouteRow): Indexed => {
  const before = known.get(row)
  if (before) return before
  const { prefix, nexthop, priority, scope, description, id } = row.route
  const index: Indexed = {
    text: searchedText([
      prefix,
      nexthop,
      String(priority),
      ...(scope?.colo_regions ?? []),
      ...(scope?.colo_names ?? []),
      description,
      id,
      tunnelNames(row),
    ]),
    addresses: [prefix, nexthop],
    // Without the next hop, which is only found by the whole address: a prefix finds the routes for its addresses.
    ranges: rangesOf([prefix]),
  }
  known.set(row, index)
  return index
}

/** Finds routes by every text in them, and by the addresses of their prefix. */
export const createRouteSearch = (rows: readonly RouteRow[]): Search<RouteRow> =>
  createSearch(rows, indexOfRoute)

/** Number of routes in each state. */
export const countTargets = (rows: readonly RouteRow[]): Readonly<Record<TargetState, number>> => {
  const counts = Object.fromEntries(TARGET_STATES.map((state) => [state, 0])) as Record<TargetState, number>
  for (const { target } of rows) counts[target.state]++
  return counts
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
