/** On a tunnel's page: the static routes into it, and the dialogs that create, change and delete them. */
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { endsOfText } from '../../contract/address.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { useAccountHealth } from '../health/account-health.tsx'
import { paths } from '../paths.ts'
import { tunnelListQuery } from '../queries.ts'
import { sayError } from '../say-error.ts'
import { backedOff } from '../state/polling.ts'
import { RequestId } from '../trouble-banner.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Lines } from '../ui/skeleton.tsx'
import { useLastError } from '../use-last-error.ts'
import { useNow } from '../use-now.ts'
import { useWriteRefusal } from '../use-write-refusal.ts'
import { MovedRoutes } from './moved-routes.tsx'
import { PlannedRoutes } from './planned-routes.tsx'
import { RouteDialogs, type RouteTask } from './route-dialogs.tsx'
import { RouteLine } from './route-line.tsx'
import { routeListQuery } from './route-query.ts'
import { routesAt } from './route-target.ts'
import { useTargets } from './use-targets.ts'

const NOW_EVERY_MS = 10_000
/** Interval after a failed read; routes that were read are read again only on request. */
const AGAIN_MS = 30_000

const None = ({ tunnel: { bgp, automatic_return_routing } }: { tunnel: Tunnel }) => {
  if (bgp) return <p className="py-2 text-fg-2">None. BGP announces what is behind the router.</p>
  return (
    <Banner tone="warning" title="No static route leads into this tunnel">
      Without BGP, Cloudflare sends traffic into it only by static routes.
      {automatic_return_routing &&
        ' Automatic return routing needs none for the replies of Internet and Zero Trust traffic.'}
    </Banner>
  )
}

export const RoutesSection = ({ tunnel }: { tunnel: Tunnel }) => {
  const query = useQuery({
    ...routeListQuery,
    throwOnError: false,
    refetchInterval: ({ state: { error } }) => error !== null && backedOff(AGAIN_MS, error),
  })
  const { data: list } = useQuery({ ...tunnelListQuery, throwOnError: false })
  const [task, setTask] = useState<RouteTask | null>(null)
  const refusal = useWriteRefusal()
  const now = useNow(NOW_EVERY_MS)
  const { data: routes, refetch } = query
  const error = useLastError(query)
  const { probesOf } = useAccountHealth(now)
  // Without the list only this tunnel is known.
  const tunnels = useMemo(
    () => [...(list ?? []).filter(({ id }) => id !== tunnel.id), tunnel],
    [list, tunnel],
  )
  const targets = useTargets(routes, tunnels, now, probesOf)
  const nexthop = endsOfText(tunnel.interface_address)?.customer ?? null
  const own = useMemo(() => routesAt(routes ?? [], tunnel), [routes, tunnel])

  return (
    <section
      aria-labelledby="routes-title"
      className="rounded-card border border-line bg-surface px-5 py-4 [--bg:var(--color-surface)]"
    >
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 id="routes-title" className="mr-auto text-lg font-semibold">
          Routes into this tunnel
        </h2>
        <Link href={paths.routes} className="text-xs font-medium print:hidden">
          All static routes
        </Link>
        <Button
          className="print:hidden"
          disabledReason={
            refusal ??
            (nexthop === null ? 'The interface address has no customer side' : undefined) ??
            (routes ? undefined : 'The routes are not read yet')
          }
          onClick={() => setTask({ kind: 'new' })}
        >
          Add route
        </Button>
      </div>
      {error && (
        <Banner
          tone="error"
          title="The static routes could not be read"
          actions={<Button onClick={() => refetch()}>Try again</Button>}
        >
          <p>
            {sayError(error)}
            {routes && '. What you see is the last answer.'}
          </p>
          <p>This page tries again by itself.</p>
          <RequestId error={error} />
        </Banner>
      )}
      {routes && nexthop !== null && (
        <>
          {/* Without the list it is not known whether another tunnel has the pair now. */}
          {list && <MovedRoutes tunnel={tunnel} nexthop={nexthop} routes={routes} tunnels={tunnels} />}
          <PlannedRoutes
            tunnel={tunnel}
            nexthop={nexthop}
            routes={routes}
            tunnels={tunnels}
            onTask={setTask}
          />
        </>
      )}
      {!routes && !error && <Lines count={2} className="" />}
      {routes && own.length === 0 && <None tunnel={tunnel} />}
      {own.length > 0 && (
        <ul aria-label="Static routes">
          {own.map((route) => (
            <RouteLine
              key={route.id}
              route={route}
              target={targets(route.nexthop)}
              onChange={() => setTask({ kind: 'change', route })}
              onDelete={() => setTask({ kind: 'delete', route })}
            />
          ))}
        </ul>
      )}
      {tunnel.bgp && <p className="mt-1 text-xs text-fg-3">The API does not return routes learned by BGP.</p>}
      <RouteDialogs
        task={task}
        tunnel={tunnel}
        nexthop={nexthop}
        routes={routes ?? []}
        tunnels={tunnels}
        targets={targets}
        onClose={() => setTask(null)}
      />
    </section>
  )
}
