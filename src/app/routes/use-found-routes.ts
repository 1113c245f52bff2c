/** The routes that a view shows, in its order, and the counts of its chips. */
import { useDeferredValue, useMemo } from 'react'
import type { Route } from '../../contract/route.ts'
import { findRoutes, routeRows, sortRoutes } from './route-rows.ts'
import type { Targets } from './route-target.ts'
import type { RouteView } from './route-view.ts'

/** @param routes undefined while they are not read */
export const useFoundRoutes = (
  routes: readonly Route[] | undefined,
  targets: Targets,
  { q: typed, states, sort }: RouteView,
) => {
  const q = useDeferredValue(typed)
  const rows = useMemo(() => routeRows(routes ?? [], targets), [routes, targets])
  // Before the search, so that a key press does not order thousands of rows.
  const inOrder = useMemo(() => sortRoutes(rows, sort), [rows, sort])
  const { rows: found, counts, all } = useMemo(() => findRoutes(inOrder, { q, states }), [inOrder, q, states])
  return {
    rows: found,
    /** Number of routes in each state, without the filter by state. */
    counts,
    /** The sum of all counts. */
    all,
    /** Number of routes of the account. */
    total: rows.length,
  }
}
