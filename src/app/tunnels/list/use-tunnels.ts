/** The account's tunnels, asked for again and again, with each one's state. A poll that brings no news draws nothing. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
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
  const what = comingUp(tunnels, now)
  if (moved.current.what !== what) moved.current = { what, at: now }
  const rows = useRef<readonly Row[]>([])
  rows.current = rowsOf(tunnels, now, rows.current)
  useEffect(() => {
    // At leisure: the first search for an address needs every address read.
    const later = window.setTimeout(() => prepareSearch(tunnels), 300)
    return () => window.clearTimeout(later)
  }, [tunnels])
  return {
    data,
    tunnels,
    rows: rows.current,
    error,
    now,
    refetch,
    everyMs: listInterval(tunnels, moved.current.at, now),
  }
}
