/** The page of static routes: searched, sorted, filtered, with the look-up of an address and the dialogs. */
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useState } from 'react'
import type { Route } from '../../contract/route.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { usePageHeading } from '../page-heading.ts'
import { CountHeading } from '../table/count-heading.tsx'
import { TableSkeleton } from '../table/table-skeleton.tsx'
import { Button } from '../ui/button.tsx'
import { useWriteRefusal } from '../use-write-refusal.ts'
import { AddressLookup } from './address-lookup.tsx'
import { RouteDialogs, type RouteTask } from './route-dialogs.tsx'
import { routeListQuery } from './route-query.ts'
import type { Targets } from './route-target.ts'
import { isRouteViewFiltered } from './route-view.ts'
import { StaticRoutes } from './static-routes.tsx'
import { useFoundRoutes } from './use-found-routes.ts'
import { useRouteActions } from './use-route-actions.ts'
import { useRouteView } from './use-route-view.ts'

const NONE: readonly Route[] = []

interface RoutesViewProps {
  /** Routes and tunnels are undefined while they are not read. */
  routes: readonly Route[] | undefined
  tunnels: readonly Tunnel[] | undefined
  targets: Targets
  now: number
  error: Error | null
  tunnelsError: Error | null
  isHealthPending: boolean
  /** Above the look-up: what could not be read. */
  trouble: ReactNode
  /** Below the table: when it was read, and what is missing. */
  notes: ReactNode
}

export const RoutesView = (props: RoutesViewProps) => {
  const { routes, tunnels, targets, now, error, tunnelsError, isHealthPending, trouble, notes } = props
  const { view, change, changeUrl } = useRouteView()
  const client = useQueryClient()
  const refusal = useWriteRefusal()
  const heading = usePageHeading()
  const [task, setTask] = useState<RouteTask | null>(null)

  const found = useFoundRoutes(routes, targets, view)
  const actions = useRouteActions(view.sort, change, setTask)
  const isStale = tunnels !== undefined && tunnelsError !== null
  // Before the tunnels are read no route has one of these states.
  const isWaiting = !tunnels && !tunnelsError && view.states.length > 0
  const isListed = routes !== undefined && !isWaiting

  const closeDialog = useCallback(() => {
    setTask(null)
    void client.invalidateQueries({ queryKey: routeListQuery.queryKey })
  }, [client])

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
      {trouble}
      {(routes || !error) && (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
          <AddressLookup
            to={view.to}
            entry={view.entry}
            routes={routes}
            targets={targets}
            isStale={isStale}
            isHealthPending={isHealthPending}
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
                refusal={refusal}
                actions={actions}
                onChange={change}
              />
              {notes}
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
        routes={routes ?? NONE}
        tunnels={tunnels}
        targets={targets}
        onClose={closeDialog}
      />
    </main>
  )
}
