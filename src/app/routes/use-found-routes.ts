/**
 * The routes that a view shows, in its order, and the counts of its chips. Each step runs only when what it reads has
 * changed, because a key press in the search box would otherwise repeat all of them for thousands of routes.
 */
import { useMemo } from 'react'
import type { Route } from '../../contract/route.ts'
import { usePrepared } from '../table/use-prepared.ts'
import { useSearched } from '../table/use-searched.ts'
import { countTargets, createRouteSearch, indexOfRoute, routeRows, sortRoutes } from './route-rows.ts'
import type { Targets } from './route-target.ts'
import type { RouteView } from './route-view.ts'

/** @param routes undefined while they are not read */
export const useFoundRoutes = (
  routes: readonly Route[] | undefined,
  targets: Targets,
  { q, states, sort }: RouteView,
) => {
  const rows = useMemo(() => routeRows(routes ?? [], targets), [routes, targets])
  usePrepared(rows, indexOfRoute)
  const inOrder = useMemo(() => sortRoutes(rows, sort), [rows, sort])
  const search = useMemo(() => createRouteSearch(inOrder), [inOrder])
  const matching = useSearched(search, q)
  const counts = useMemo(() => countTargets(matching), [matching])
  const totals = useMemo(() => countTargets(rows), [rows])
  return {
    rows: useMemo(
      () => (states.length === 0 ? matching : matching.filter(({ target }) => states.includes(target.state))),
      [matching, states],
    ),
    /** Number of routes in each state, without the filter by state. */
    counts,
    /** The sum of all counts. */
    all: matching.length,
    /** Number of routes of the account in each state. */
    totals,
    /** Number of routes of the account. */
    total: rows.length,
  }
}
