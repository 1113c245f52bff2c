/**
 * The rows that a view of the list shows, in its order, and the counts of its chips. Each step runs only when what it
 * reads has changed, because a key press in the search box would otherwise repeat all of them for thousands of rows.
 */
import { useMemo, useRef } from 'react'
import { countStates, filter, keepSame, type Row } from './rows.ts'
import { createSearch } from './search.ts'
import { sorted } from './sort.ts'
import { useIpv6 } from './use-ipv6.ts'
import type { View } from './view.ts'

/** @param now milliseconds since the epoch */
export const useFound = (rows: readonly Row[], view: View, now: number) => {
  const { q, states, endpoint, bgp, key, replay } = view
  const { by, isDown } = view.sort
  const ipv6Test = useIpv6(q)
  const inOrder = useMemo(() => sorted(rows, by, isDown), [rows, by, isDown])
  const filters = useMemo(() => ({ endpoint, bgp, key, replay }), [endpoint, bgp, key, replay])
  const filtered = useMemo(() => filter(inOrder, filters, now), [inOrder, filters, now])
  const search = useMemo(() => createSearch(filtered, ({ tunnel }) => tunnel), [filtered])
  const before = useRef<readonly Row[]>([])
  const matching = useMemo(() => {
    before.current = keepSame(before.current, search(q, ipv6Test))
    return before.current
  }, [search, q, ipv6Test])
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
