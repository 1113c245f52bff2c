/** In the dialogs that delete tunnels: lists the static routes that would lead nowhere, and can delete them first. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Route } from '../../contract/route.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { grouped } from '../counted.ts'
import { useAccountHealth } from '../health/account-health.tsx'
import { tunnelListQuery } from '../queries.ts'
import { sayError } from '../say-error.ts'
import { Address } from '../ui/address.tsx'
import { Button } from '../ui/button.tsx'
import { useWriteRefusal } from '../use-write-refusal.ts'
import { routeDeletionOf } from './delete-route.tsx'
import { JobLine } from './job-line.tsx'
import { routeListQuery } from './route-query.ts'
import { createTargets, routesOnlyAt } from './route-target.ts'
import { TrafficNote } from './traffic-note.tsx'
import { useJobs } from './use-jobs.ts'

const WORDS = {
  act: 'Delete',
  sending: 'Deleting...',
  done: 'Deleted',
  notDone: 'Not deleted',
  unknown: 'Not confirmed: it may or may not exist',
}

/** With more routes the list of traffic changes is too long to read. */
const MOST_SHOWN = 50

interface LostRoutesProps {
  ids: ReadonlySet<string>
  tunnels: readonly Tunnel[]
  routes: readonly Route[]
}

const LostRoutes = ({ ids, tunnels, routes }: LostRoutesProps) => {
  const client = useQueryClient()
  const refusal = useWriteRefusal()
  const [now] = useState(Date.now)
  const { probesOf } = useAccountHealth(now)
  // Fixed at the start: a deleted route stays in the list with its outcome.
  const [lost] = useState(() => routesOnlyAt(routes, ids, tunnels))
  const [all] = useState(routes)
  const jobs = useJobs(
    'routes deleted',
    () => void client.invalidateQueries({ queryKey: routeListQuery.queryKey }),
  )
  const left = lost.filter(({ id }) => {
    const { kind } = jobs.stateOf(id)
    return kind === 'idle' || kind === 'not_done'
  })
  if (lost.length === 0) return <p className="text-fg-2">No static route would lead nowhere.</p>
  const gone = new Set(lost.map(({ id }) => id))
  return (
    <section aria-labelledby="lost-routes-title" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h3 id="lost-routes-title" className="font-semibold">
        {lost.length === 1 ? 'One static route' : `${grouped(lost.length)} static routes`} would lead nowhere
      </h3>
      <ul className="max-h-56 overflow-y-auto rounded-card border border-line px-3">
        {lost.map(({ id, prefix, nexthop, priority }) => (
          <JobLine
            key={id}
            job={{ key: id, ...routeDeletionOf(id) }}
            jobs={jobs}
            words={WORDS}
            what={`${prefix} by ${nexthop}`}
          >
            <Address value={prefix} />{' '}
            <span className="text-xs text-fg-2">
              priority {priority}, next hop <Address value={nexthop} />
            </span>
          </JobLine>
        ))}
      </ul>
      {lost.length <= MOST_SHOWN && (
        <TrafficNote
          before={all}
          after={all.filter(({ id }) => !gone.has(id))}
          prefixes={lost.map(({ prefix }) => prefix)}
          targets={createTargets(tunnels, now, probesOf)}
        />
      )}
      {left.length > 0 && (
        <div>
          <Button
            disabledReason={refusal ?? (jobs.isRunning ? 'They are being deleted' : undefined)}
            onClick={() => void jobs.run(left.map(({ id }) => ({ key: id, ...routeDeletionOf(id) })))}
          >
            Delete {left.length === 1 ? 'this route' : `these ${grouped(left.length)} routes`} first
          </Button>
        </div>
      )}
    </section>
  )
}

/** @param ids IDs of the tunnels to delete */
export const DeleteFirst = ({ ids }: { ids: readonly string[] }) => {
  const { data: routes, error } = useQuery({ ...routeListQuery, throwOnError: false })
  const { data: tunnels } = useQuery({ ...tunnelListQuery, throwOnError: false })
  if (routes && tunnels) return <LostRoutes ids={new Set(ids)} tunnels={tunnels} routes={routes} />
  return (
    <p className="text-fg-2">
      {error
        ? `Whether static routes would lead nowhere is not known: ${sayError(error)}`
        : 'Looking for static routes...'}
    </p>
  )
}
