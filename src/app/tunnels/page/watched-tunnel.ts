/** One tunnel, polled at an automatic or chosen interval, with its state and the state changes seen. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { presentOf } from '../../health/every-minute.ts'
import { healthQuery } from '../../health/queries.ts'
import { useKept } from '../../kept.ts'
import { tunnelListQuery, tunnelQuery } from '../../queries.ts'
import { readingOfOne } from '../../state/health-reading.ts'
import { sinceWhen } from '../../state/health-words.ts'
import {
  backedOff,
  detailInterval,
  formatPollChoice,
  type PollChoice,
  parsePollChoice,
} from '../../state/polling.ts'
import { withSeen } from '../../state/seen-state.ts'
import { followSession, subscribeChanges } from '../../state/session-change.ts'
import { stateOf } from '../../state/state-words.ts'
import { useZone } from '../../ui/time.tsx'
import { useLastError } from '../../use-last-error.ts'
import { useNow } from '../../use-now.ts'
import { ownSessionChange } from '../own-change.ts'
import { useTimeline } from './timeline.tsx'

const NOW_EVERY_MS = 5_000
/** An answer of this age is stale, whatever interval was chosen. */
const OLD_MS = 10 * 60_000

/** The last change made in this browser, if it ended the session. */
const useSessionChange = (id: string) => useSyncExternalStore(subscribeChanges, () => ownSessionChange(id))

/** The tunnel's query. Until its first answer it uses the tunnel from the list. */
export const useTunnel = (id: string) => {
  const client = useQueryClient()
  const [kept, keep] = useKept('poll', (value) => formatPollChoice(parsePollChoice(value)))
  const choice = parsePollChoice(kept)
  const watchedSince = useRef(Date.now())
  const change = useSessionChange(id)
  const everyMs = (tunnel: ReturnType<typeof known>) =>
    choice === 'auto' ? detailInterval(tunnel, watchedSince.current, Date.now(), change?.at) : choice
  const known = () => client.getQueryData(tunnelListQuery.queryKey)?.find((tunnel) => tunnel.id === id)
  const query = useQuery({
    ...tunnelQuery(id),
    initialData: known,
    // After a failed read of the list, its answer is not current, however young it is.
    refetchOnMount: client.getQueryState(tunnelListQuery.queryKey)?.status === 'error' ? 'always' : true,
    initialDataUpdatedAt: () => client.getQueryState(tunnelListQuery.queryKey)?.dataUpdatedAt,
    // The page shows the error itself, and keeps the last answer.
    throwOnError: false,
    refetchInterval: ({ state }) => {
      const interval = everyMs(state.data)
      return interval === null ? false : backedOff(interval, state.error)
    },
  })
  const error = useLastError(query)
  const interval = everyMs(query.data)
  const retryAt = interval === null ? null : query.errorUpdatedAt + backedOff(interval, error)
  return {
    ...query,
    error,
    retryAt,
    everyMs: interval,
    choice,
    choose: (next: PollChoice) => keep(formatPollChoice(next)),
    watchedSince,
  }
}

export type TunnelQuery = ReturnType<typeof useTunnel>
type Tunnel = NonNullable<TunnelQuery['data']>

/** The tunnel's state as the page shows it now. */
export const useWatched = (tunnel: Tunnel, query: TunnelQuery) => {
  const { dataUpdatedAt, everyMs, error, watchedSince } = query
  const now = useNow(NOW_EVERY_MS)
  const change = useSessionChange(tunnel.id)
  const health = useQuery(healthQuery(tunnel.id, 'hour'))
  const healthError = useLastError(health)
  const isHealthPending = health.isPending && healthError === null
  const present = presentOf(health, now)
  const probes = present && readingOfOne(present, tunnel)
  const zone = useZone()
  const reported = stateOf(tunnel, now, probes)
  const seen = useTimeline(reported, dataUpdatedAt, !isHealthPending)
  const [newest] = seen
  useEffect(() => {
    if (newest) followSession(tunnel.id, newest.kind, newest.at)
  }, [tunnel.id, newest])
  const changedAt = seen.length > 1 ? seen[0]?.at : undefined
  // A new state starts short polling intervals again. Before the query reads it in its effect.
  useLayoutEffect(() => {
    if (changedAt !== undefined) watchedSince.current = changedAt
  }, [changedAt, watchedSince])
  const freshMs = everyMs === null ? OLD_MS : 2 * everyMs + NOW_EVERY_MS
  return {
    now,
    state: withSeen(reported, {
      seen,
      change,
      failing: probes && probes.band !== 'healthy' ? sinceWhen(probes, zone) : null,
      hasBgp: Boolean(tunnel.bgp),
      now,
    }),
    probes,
    isHealthPending,
    seen,
    isStale: error !== null || now - dataUpdatedAt > freshMs,
  }
}
