/** Every static route of the account, those that lead nowhere at the top, and the look-up of an address. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { AccountHealthNote } from '../health/account-health.tsx'
import { HEALTH_KEY } from '../health/every-minute.ts'
import { backedOff } from '../state/polling.ts'
import { TroubleBanner } from '../trouble-banner.tsx'
import { RefreshButton } from '../ui/refresh-button.tsx'
import { Clock } from '../ui/time.tsx'
import { useLastError } from '../use-last-error.ts'
import { usePolledTunnels } from '../use-polled-tunnels.ts'
import { routeListQuery } from './route-query.ts'
import { RoutesView } from './routes-view.tsx'
import { useTargets } from './use-targets.ts'

const EVERY_MS = 30_000

interface TroubleProps {
  error: Error | null
  tunnelsError: Error | null
  /** Whether routes and tunnels are shown from an earlier answer. */
  hasRoutes: boolean
  hasTunnels: boolean
  /** When the routes were read, in milliseconds since the epoch. */
  readAt: number
  /** When the page retries by itself, in milliseconds since the epoch. */
  retryAt: number
  onRetry(): void
}

const Trouble = (props: TroubleProps) => {
  const { error, tunnelsError, hasRoutes, hasTunnels, readAt, retryAt, onRetry } = props
  const first = error ?? tunnelsError
  if (!first) return null
  return (
    <div className="mb-4">
      <TroubleBanner error={first} retryAt={retryAt} onRetry={onRetry}>
        {hasRoutes && (
          <p>
            {error ? (
              <>
                The routes could not be refreshed. What you see is from <Clock ms={readAt} />.
              </>
            ) : (
              `The routes are current, but the states of their tunnels are ${hasTunnels ? 'old' : 'not known'}.`
            )}
          </p>
        )}
      </TroubleBanner>
    </div>
  )
}

/** Separate from the view, so that a key press in the search box does not read the queries again. */
export const RoutesPage = () => {
  const { data: tunnels, now, health, probesOf, error: tunnelsError, ...polled } = usePolledTunnels()
  const query = useQuery({
    ...routeListQuery,
    throwOnError: false,
    refetchInterval: ({ state }) => backedOff(EVERY_MS, state.error),
  })
  const { data: routes, dataUpdatedAt, errorUpdatedAt, isFetching, refetch } = query
  const error = useLastError(query)
  const client = useQueryClient()
  const targets = useTargets(routes, tunnels, now, probesOf)

  const { refetch: refetchTunnels } = polled
  const refresh = useCallback(() => {
    void refetch()
    void refetchTunnels()
    void client.invalidateQueries({ queryKey: HEALTH_KEY })
  }, [refetch, refetchTunnels, client])

  return (
    <RoutesView
      routes={routes}
      tunnels={tunnels}
      targets={targets}
      now={now}
      error={error}
      tunnelsError={tunnelsError}
      isHealthPending={health.isPending}
      trouble={
        <Trouble
          error={error}
          tunnelsError={tunnelsError}
          hasRoutes={routes !== undefined}
          hasTunnels={tunnels !== undefined}
          readAt={dataUpdatedAt}
          retryAt={error ? errorUpdatedAt + backedOff(EVERY_MS, error) : polled.retryAt}
          onRetry={refresh}
        />
      }
      notes={
        <>
          <div className="mt-3 flex items-center gap-x-1 text-xs text-fg-3">
            <RefreshButton isFetching={isFetching} onRefresh={refresh} />
            <p>
              Updated <Clock ms={dataUpdatedAt} />
              <span className="print:hidden">, every {EVERY_MS / 1000} s while this page is shown</span>
            </p>
          </div>
          <AccountHealthNote health={health} isTroubled={error !== null || tunnelsError !== null} />
        </>
      }
    />
  )
}
