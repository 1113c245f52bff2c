/** The health of every tunnel of the account in the last hour, for pages that show many tunnels. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Suspense, useMemo } from 'react'
import type { Tunnel } from '../../contract/tunnel.ts'
import { call } from '../api.ts'
import type { Probes } from '../state/state.ts'
import { lazyPart } from '../ui/lazy-part.ts'
import { useLastError } from '../use-last-error.ts'
import { errorToShow, everyMinute, HEALTH_KEY, presentOf } from './every-minute.ts'

export interface AccountHealth {
  probesOf(tunnel: Tunnel): Probes
  error: Error | null
  /** True until the first answer or error. */
  isPending: boolean
  /** A sentence about how much of the hour is missing; null if nothing is. */
  cut: string | null
}

/** The code that reads and shows an answer loads with the first answer, so that the tunnels show first. */
let parts: typeof import('./account-readings.tsx') | undefined

const accountHealthQuery = queryOptions({
  ...everyMinute,
  queryKey: HEALTH_KEY,
  queryFn: async ({ signal }) => {
    const [{ result }, loaded] = await Promise.all([
      call('getHealth', { signal }),
      parts ?? import('./account-readings.tsx'),
    ])
    parts = loaded
    return result
  },
})

/** @param now milliseconds since the epoch */
export const useAccountHealth = (now: number): AccountHealth => {
  const query = useQuery(accountHealthQuery)
  const data = presentOf(query, now)
  const last = useLastError(query)
  const error = errorToShow({ error: last }, data)
  const isPending = query.isPending && last === null
  return useMemo(() => {
    const series = data && new Map(data.series.map((each) => [each.name, each]))
    return {
      probesOf: (tunnel) => (data && series ? parts?.readingIn(series, data, tunnel) : undefined),
      error,
      isPending,
      cut: (data && parts?.sayCut(data)) ?? null,
    }
  }, [data, error, isPending])
}

const HealthNote = lazyPart(async () => (await import('./health-note.tsx')).HealthNote)

/** Why health is missing, or how much of it. @param isTroubled the page already says why nothing can be read */
export const AccountHealthNote = ({
  health: { error, cut },
  isTroubled,
}: {
  health: AccountHealth
  isTroubled: boolean
}) => (
  <div className="mt-2 grid gap-2 text-xs empty:hidden">
    {cut && <p className="text-fg-2">{cut}</p>}
    {error && !isTroubled && (
      <Suspense>
        <HealthNote error={error} />
      </Suspense>
    )}
  </div>
)

interface HealthCellProps {
  isOff: boolean
  /** Missing data is expected. */
  isRecent: boolean
  probes: Probes
}

export const HealthCell = ({ isOff, isRecent, probes }: HealthCellProps) => {
  if (!isOff && probes && parts) return <parts.ReadingCell reading={probes} />
  const none = isRecent ? 'no data yet' : 'no data'
  return <span className="text-fg-3">{isOff ? 'checks off' : probes === null ? none : 'not known'}</span>
}
