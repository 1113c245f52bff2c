/** Polls the account's tunnels and their health. A poll without changes renders nothing. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Tunnel } from '../contract/tunnel.ts'
import { useAccountHealth } from './health/account-health.tsx'
import { tunnelListQuery } from './queries.ts'
import { backedOff, comingUp, LIST_FAST_MS, listInterval } from './state/polling.ts'
import { followSession, sessionChangeOf } from './state/session-change.ts'
import { kindOf } from './state/state.ts'
import { useLastError } from './use-last-error.ts'
import { useNow } from './use-now.ts'

const NOW_EVERY_MS = 10_000
const NONE: readonly Tunnel[] = []

export const usePolledTunnels = () => {
  const client = useQueryClient()
  const [moved, setMoved] = useState({ what: '', at: 0 })
  const interval = useRef(LIST_FAST_MS)
  const query = useQuery({
    ...tunnelListQuery,
    // The page shows the error itself, and keeps the last answer.
    throwOnError: false,
    // Called on every render, so it uses an interval computed below instead of reading thousands of tunnels.
    refetchInterval: ({ state }) => backedOff(interval.current, state.error),
  })
  const { data, errorUpdatedAt, refetch } = query
  const error = useLastError(query)
  const now = useNow(NOW_EVERY_MS)
  const tunnels = data ?? NONE
  // Memoised, because it reads thousands of tunnels and typing in the search renders again.
  const what = useMemo(() => comingUp(tunnels, now, sessionChangeOf), [tunnels, now])
  if (moved.what !== what) setMoved({ what, at: now })
  const health = useAccountHealth(now)
  const { probesOf } = health
  // With the time of the answer: reading it from `query` would render at every poll.
  useEffect(() => {
    const at = client.getQueryState(tunnelListQuery.queryKey)?.dataUpdatedAt ?? 0
    for (const tunnel of tunnels) {
      const { id } = tunnel
      if (sessionChangeOf(id)) followSession(id, kindOf(tunnel, at, probesOf(tunnel)), at)
    }
  }, [client, tunnels, probesOf])
  const everyMs = listInterval(what, moved.at, now)
  // Before the query reads it in its effect.
  useLayoutEffect(() => {
    interval.current = everyMs
  })
  return {
    data,
    tunnels,
    error,
    probesOf,
    health,
    now,
    refetch,
    everyMs,
    retryAt: errorUpdatedAt + backedOff(everyMs, error),
  }
}
