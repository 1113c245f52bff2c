/** The account's tunnels, asked for again and again, with each one's state. A poll that brings no news draws nothing. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { tunnelListQuery } from '../../queries.ts'
import { backedOff, comingUp, listInterval } from '../polling.ts'
import { useNow } from '../use-now.ts'
import { type Row, rowsOf } from './rows.ts'
import { prepareSearch } from './search.ts'

const NOW_EVERY_MS = 10_000
const NONE: readonly Tunnel[] = []

export const useTunnels = () => {
  const moved = useRef({ what: '', at: 0 })
  const { data, error, refetch } = useQuery({
    ...tunnelListQuery,
    // The page says itself what went wrong, and keeps what it had.
    throwOnError: false,
    refetchInterval: ({ state }) => backedOff(listInterval(state.data, moved.current.at, Date.now()), state),
  })
  const now = useNow(NOW_EVERY_MS)
  const tunnels = data ?? NONE
  // Not at every key of the search box: thousands are judged.
  const what = useMemo(() => comingUp(tunnels, now), [tunnels, now])
  if (moved.current.what !== what) moved.current = { what, at: now }
  const before = useRef<readonly Row[]>([])
  const rows = useMemo(() => {
    before.current = rowsOf(tunnels, now, before.current)
    return before.current
  }, [tunnels, now])
  useEffect(() => {
    // At leisure: the first search for an address needs every address read.
    const later = window.setTimeout(() => prepareSearch(tunnels), 300)
    return () => window.clearTimeout(later)
  }, [tunnels])
  const movedAt = moved.current.at
  const everyMs = useMemo(() => listInterval(tunnels, movedAt, now), [tunnels, movedAt, now])
  return {
    data,
    tunnels,
    rows,
    error,
    now,
    refetch,
    everyMs,
  }
}
