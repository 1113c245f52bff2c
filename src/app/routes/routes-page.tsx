/** Every static route of the account, those that lead nowhere at the top, and the look-up of an address. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { AccountHealthNote } from '../health/account-health.tsx'
import { HEALTH_KEY } from '../health/every-minute.ts'
import { usePageHeading } from '../page-heading.ts'
import { TableSkeleton } from '../table/table-skeleton.tsx'
import { TroubleBanner } from '../trouble-banner.tsx'
import { Button } from '../ui/button.tsx'
import { announce } from '../ui/live-region.tsx'
import { loadedLater } from '../ui/loaded-later.tsx'
import { RefreshButton } from '../ui/refresh-button.tsx'
import { Clock } from '../ui/time.tsx'
import { usePolledTunnels } from '../use-polled-tunnels.ts'
import { useWriteRefusal } from '../use-write-refusal.ts'
import { AddressLookup } from './address-lookup.tsx'
import { RouteDialogs, type RouteTask } from './route-dialogs.tsx'
import { routeListQuery } from './route-query.ts'
import { findRoutes, routeRows, sortRoutes } from './route-rows.ts'
import { RouteTable } from './route-table.tsx'
import type { RouteTableActions } from './route-table-row.tsx'
import { RouteToolbar } from './route-toolbar.tsx'
import { DEFAULT_ROUTE_VIEW, isRouteViewFiltered } from './route-view.ts'
import { useRouteView } from './use-route-view.ts'
import { useTargets } from './use-targets.ts'

const RouteExport = loadedLater('The export', async () => (await import('./route-export.tsx')).RouteExport)

const EVERY_MS = 30_000

/** @param onClear left out if nothing is filtered */
const NoRoutes = ({ all, onClear }: { all: number; onClear: (() => void) | undefined }) => (
  <div className="rounded-card border border-line bg-surface p-7">
    <h2 className="text-lg font-semibold">{all === 0 ? 'No static routes yet' : 'No routes match'}</h2>
    <p className="mb-3 text-fg-2">
      {all === 0
        ? 'A tunnel without BGP needs them. The API does not return routes learned by BGP.'
        : `The search and the filters hide all ${all} routes.`}
    </p>
    {onClear && <Button onClick={onClear}>Clear filters</Button>}
  </div>
)

export const RoutesPage = () => {
  const {
    data: tunnels,
    now,
    health,
    probesOf,
    error: tunnelsError,
    refetch: refetchTunnels,
  } = usePolledTunnels()
  const query = useQuery({ ...routeListQuery, throwOnError: false, refetchInterval: EVERY_MS })
  const { data: routes, error, dataUpdatedAt, isFetching, refetch } = query
  const { view, change, changeUrl } = useRouteView()
  const client = useQueryClient()
  const refusal = useWriteRefusal()
  const heading = usePageHeading()
  const [task, setTask] = useState<RouteTask | null>(null)
  const [isExporting, setExporting] = useState(false)

  const targets = useTargets(routes, tunnels, now, probesOf)
  const rows = useMemo(() => routeRows(routes ?? [], targets), [routes, targets])
  const q = useDeferredValue(view.q)
  const { states, sort } = view
  const found = useMemo(() => findRoutes(rows, { q, states }), [rows, q, states])
  const inOrder = useMemo(() => sortRoutes(found.rows, sort), [found, sort])
  const isFiltered = isRouteViewFiltered(view)
  // Stable, so that typing in the look-up does not render the toolbar and the table.
  const shownView = useMemo(() => ({ q: view.q, states, sort }), [view.q, states, sort])
  const startExport = useCallback(() => setExporting(true), [])
  const shown = inOrder.length
  const clear = () => change({ q: DEFAULT_ROUTE_VIEW.q, states: DEFAULT_ROUTE_VIEW.states })

  // Before the tunnels are read no route has one of these states.
  const isWaiting = !tunnels && !tunnelsError && states.length > 0
  const isListed = routes !== undefined && !isWaiting

  useEffect(() => {
    if (isFiltered && isListed) announce(`${shown} of ${rows.length} routes`)
  }, [isFiltered, isListed, shown, rows.length])

  const acts = { sort, change }
  const latest = useRef(acts)
  useEffect(() => {
    latest.current = acts
  })
  // Stable functions, so that a row renders again only when what it shows changes.
  const [actions] = useState<RouteTableActions>(() => ({
    onSort(by) {
      const { sort, change } = latest.current
      change({ sort: { by, isDown: by === sort.by && !sort.isDown } })
    },
    onChange: ({ route }) => setTask({ kind: 'change', route }),
    onDelete: ({ route }) => setTask({ kind: 'delete', route }),
  }))
  const refresh = () => {
    void refetch()
    void refetchTunnels()
    void client.invalidateQueries({ queryKey: HEALTH_KEY })
  }
  const readError = error ?? tunnelsError
  const isStale = tunnels !== undefined && tunnelsError !== null

  return (
    <main id="main" className="mx-auto max-w-[100rem] px-4 pt-5 pb-24 sm:px-6">
      <title>Routes - Tunneldesk</title>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <h1 ref={heading} tabIndex={-1} className="mr-auto text-xl font-semibold">
          Routes{' '}
          {isListed && (
            <span className="text-sm font-normal text-fg-3 tabular-nums">
              {isFiltered ? `${shown} of ${rows.length}` : rows.length}
            </span>
          )}
        </h1>
        <Button
          variant="primary"
          className="print:hidden"
          disabledReason={refusal ?? (routes ? undefined : 'The routes are not read yet')}
          onClick={() => setTask({ kind: 'new' })}
        >
          Add route
        </Button>
      </div>
      {readError && (
        <div className="mb-4">
          <TroubleBanner error={readError} onRetry={refresh}>
            {routes && (
              <p>
                {error ? (
                  <>
                    The routes could not be refreshed. What you see is from <Clock ms={dataUpdatedAt} />.
                  </>
                ) : (
                  `The routes are current, but the states of their tunnels are ${isStale ? 'old' : 'not known'}.`
                )}
              </p>
            )}
          </TroubleBanner>
        </div>
      )}
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
              <RouteToolbar
                view={shownView}
                counts={found.counts}
                all={found.all}
                isStale={isStale}
                onChange={change}
                onExport={startExport}
              />
              {shown === 0 ? (
                <NoRoutes all={rows.length} onClear={isFiltered ? clear : undefined} />
              ) : (
                <RouteTable rows={inOrder} sort={sort} now={now} isStale={isStale} actions={actions} />
              )}
              <div className="mt-3 flex items-center gap-x-1 text-xs text-fg-3">
                <RefreshButton isFetching={isFetching} onRefresh={refresh} />
                <p>
                  Updated <Clock ms={dataUpdatedAt} />
                  <span className="print:hidden">, every {EVERY_MS / 1000} s while this page is shown</span>
                </p>
              </div>
              <AccountHealthNote health={health} isTroubled={readError !== null} />
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
      {isExporting && (
        <RouteExport routes={inOrder.map(({ route }) => route)} onClose={() => setExporting(false)} />
      )}
    </main>
  )
}
