/** The account's tunnels, asked for again and again, with each one's state. A poll that brings nothing new draws nothing. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { useAccountHealth } from '../../health/account-health.tsx'
import { tunnelListQuery } from '../../queries.ts'
import { useLastError } from '../../use-last-error.ts'
import { backedOff, comingUp, LIST_FAST_MS, listInterval } from '../polling.ts'
import { useNow } from '../use-now.ts'
import { type Row, rowsOf } from './rows.ts'
import { prepareSearch } from './search.ts'

const NOW_EVERY_MS = 10_000
const AT_A_TIME = 200
const NONE: readonly Tunnel[] = []

export const useTunnels = () => {
  const moved = useRef({ what: '', at: 0 })
  const interval = useRef(LIST_FAST_MS)
  const query = useQuery({
    ...tunnelListQuery,
    // The page says itself what went wrong, and keeps what it had.
    throwOnError: false,
    // Asked at every drawing, so it does not look through thousands itself.
    refetchInterval: ({ state }) => backedOff(interval.current, state),
  })
  const { data, errorUpdatedAt, failureCount, refetch } = query
  const error = useLastError(query)
  const now = useNow(NOW_EVERY_MS)
  const tunnels = data ?? NONE
  // Not at every key of the search box: thousands are judged.
  const what = useMemo(() => comingUp(tunnels, now), [tunnels, now])
  if (moved.current.what !== what) moved.current = { what, at: now }
  const health = useAccountHealth(now)
  const { probesOf } = health
  const before = useRef<readonly Row[]>([])
  const rows = useMemo(() => {
    before.current = rowsOf(tunnels, now, before.current, probesOf)
    return before.current
  }, [tunnels, now, probesOf])
  useEffect(() => {
    // Later, and a few at a time: the first search for an address needs every address read.
    let next = 0
    let timer = window.setTimeout(function some() {
      prepareSearch(tunnels.slice(next, next + AT_A_TIME))
      next += AT_A_TIME
      if (next < tunnels.length) timer = window.setTimeout(some, 20)
    }, 300)
    return () => window.clearTimeout(timer)
  }, [tunnels])
  const movedAt = moved.current.at
  const everyMs = useMemo(() => listInterval(tunnels, movedAt, now), [tunnels, movedAt, now])
  interval.current = everyMs
  return {
    data,
    tunnels,
    rows,
    error,
    probesOf,
    health,
    now,
    refetch,
    everyMs,
    retryAt: errorUpdatedAt + backedOff(everyMs, { fetchFailureCount: failureCount, error }),
  }
}
