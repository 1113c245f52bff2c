/** Every static route of the account, those that lead nowhere at the top, and the look-up of an address. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { AccountHealthNote } from '../health/account-health.tsx'
import { HEALTH_KEY } from '../health/every-minute.ts'
import { usePageHeading } from '../page-heading.ts'
import { CountHeading } from '../table/count-heading.tsx'
import { TableSkeleton } from '../table/table-skeleton.tsx'
import { TroubleBanner } from '../trouble-banner.tsx'
import { Button } from '../ui/button.tsx'
import { Clock } from '../ui/time.tsx'
import { usePolledTunnels } from '../use-polled-tunnels.ts'
import { useWriteRefusal } from '../use-write-refusal.ts'
import { AddressLookup } from './address-lookup.tsx'
import { RouteDialogs, type RouteTask } from './route-dialogs.tsx'
import { routeListQuery } from './route-query.ts'
import { isRouteViewFiltered } from './route-view.ts'
import { StaticRoutes } from './static-routes.tsx'
import { useFoundRoutes } from './use-found-routes.ts'
import { useRouteActions } from './use-route-actions.ts'
import { useRouteView } from './use-route-view.ts'
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
  onRetry(): void
}

const Trouble = ({ error, tunnelsError, hasRoutes, hasTunnels, readAt, onRetry }: TroubleProps) => {
  const first = error ?? tunnelsError
  if (!first) return null
  return (
    <div className="mb-4">
      <TroubleBanner error={first} onRetry={onRetry}>
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

export const RoutesPage = () => {
  const { data: tunnels, now, health, probesOf, error: tunnelsError, ...polled } = usePolledTunnels()
  const query = useQuery({ ...routeListQuery, throwOnError: false, refetchInterval: EVERY_MS })
  const { data: routes, error, dataUpdatedAt, isFetching, refetch } = query
  const { view, change, changeUrl } = useRouteView()
  const client = useQueryClient()
  const refusal = useWriteRefusal()
  const heading = usePageHeading()
  const [task, setTask] = useState<RouteTask | null>(null)

  const targets = useTargets(routes, tunnels, now, probesOf)
  const found = useFoundRoutes(routes, targets, view)
  const actions = useRouteActions(view.sort, change, setTask)
  const isStale = tunnels !== undefined && tunnelsError !== null
  // Before the tunnels are read no route has one of these states.
  const isWaiting = !tunnels && !tunnelsError && view.states.length > 0
  const isListed = routes !== undefined && !isWaiting

  const refresh = () => {
    void refetch()
    void polled.refetch()
    void client.invalidateQueries({ queryKey: HEALTH_KEY })
  }

  return (
    <main id="main" className="mx-auto max-w-[100rem] px-4 pt-5 pb-24 sm:px-6">
      <title>Routes - Tunneldesk</title>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <CountHeading
          ref={heading}
          noun="routes"
          isRead={isListed}
          isFiltered={isRouteViewFiltered(view)}
          shown={found.rows.length}
          total={found.total}
        >
          Routes
        </CountHeading>
        <Button
          variant="primary"
          className="print:hidden"
          disabledReason={refusal ?? (routes ? undefined : 'The routes are not read yet')}
          onClick={() => setTask({ kind: 'new' })}
        >
          Add route
        </Button>
      </div>
      <Trouble
        error={error}
        tunnelsError={tunnelsError}
        hasRoutes={routes !== undefined}
        hasTunnels={tunnels !== undefined}
        readAt={dataUpdatedAt}
        onRetry={refresh}
      />
      {(routes || !error) && (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
          <AddressLookup
            to={view.to}
            entry={view.entry}
            routes={routes}
            targets={targets}
            isStale={isStale}
            isHealthPending={health.isPending}
            onType={changeUrl}
            onChange={change}
          />
          {isListed ? (
            <section aria-label="Static routes">
              <StaticRoutes
                found={found}
                view={view}
                now={now}
                isStale={isStale}
                updatedAt={dataUpdatedAt}
                everyMs={EVERY_MS}
                isFetching={isFetching}
                actions={actions}
                onChange={change}
                onRefresh={refresh}
              />
              <AccountHealthNote health={health} isTroubled={error !== null || tunnelsError !== null} />
            </section>
          ) : (
            <TableSkeleton />
          )}
        </div>
      )}
      <RouteDialogs
        task={task}
        tunnel={null}
        nexthop={null}
        routes={routes ?? []}
        tunnels={tunnels}
        targets={targets}
        onClose={() => {
          setTask(null)
          void client.invalidateQueries({ queryKey: routeListQuery.queryKey })
        }}
      />
    </main>
  )
}
