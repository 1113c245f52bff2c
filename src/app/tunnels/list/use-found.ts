/**
 * The rows that a view of the list shows, in its order, and the counts of its chips. Each step runs only when what it
 * reads has changed, because a key press in the search box would otherwise repeat all of them for thousands of rows.
 */
import { useMemo } from 'react'
import { useSearched } from '../../table/use-searched.ts'
import { countStates, filter, type Row } from './rows.ts'
import { createTunnelSearch } from './search.ts'
import { sorted } from './sort.ts'
import type { View } from './view.ts'

/** @param now milliseconds since the epoch */
export const useFound = (rows: readonly Row[], view: View, now: number) => {
  const { q, states, endpoint, bgp, key, replay } = view
  const { by, isDown } = view.sort
  const inOrder = useMemo(() => sorted(rows, by, isDown), [rows, by, isDown])
  const filters = useMemo(() => ({ endpoint, bgp, key, replay }), [endpoint, bgp, key, replay])
  const filtered = useMemo(() => filter(inOrder, filters, now), [inOrder, filters, now])
  const search = useMemo(() => createTunnelSearch(filtered, ({ tunnel }) => tunnel), [filtered])
  const matching = useSearched(search, q)
  const counts = useMemo(() => countStates(matching), [matching])
  return {
    rows: useMemo(
      () => (states.length === 0 ? matching : matching.filter(({ kind }) => states.includes(kind))),
      [matching, states],
    ),
    filters,
    /** Number of rows in each state, without the filter by state. */
    counts,
    /** The sum of all counts. */
    all: matching.length,
  }
}
