/** On the page of a new tunnel: creates its routes from the planned prefixes, one by one, each with its outcome. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { isSameRoute, type Route } from '../../contract/route.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { call } from '../api.ts'
import { grouped } from '../counted.ts'
import { Address } from '../ui/address.tsx'
import { Button } from '../ui/button.tsx'
import { useWriteRefusal } from '../use-write-refusal.ts'
import { JobLine } from './job-line.tsx'
import { EMPTY_PLAN, prefixesOf, readPlan, takeFresh, writePlan } from './planned-prefixes.ts'
import type { RouteTask } from './route-dialogs.tsx'
import { readRoutes, routeListQuery } from './route-query.ts'
import { judgeRoute, newRouteValues, routeInputOf, wrongFields } from './route-values.ts'
import { type Job, useJobs } from './use-jobs.ts'

const WORDS = {
  act: 'Create route',
  sending: 'Creating...',
  done: 'Created',
  notDone: 'Not created',
  unknown: 'Not confirmed: it may or may not exist',
}

interface Planned {
  prefix: string
  /** Why the route is not sent unchanged. */
  problem: string | undefined
  job: Job
}

interface PlannedRoutesProps {
  tunnel: Tunnel
  nexthop: string
  routes: readonly Route[]
  tunnels: readonly Tunnel[]
  onTask(task: RouteTask): void
}

export const PlannedRoutes = ({ tunnel, nexthop, routes, tunnels, onTask }: PlannedRoutesProps) => {
  const client = useQueryClient()
  const refusal = useWriteRefusal()
  const [plan, setPlan] = useState(() => readPlan(tunnel.id))
  const [prefixes] = useState(() => prefixesOf(plan))
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set())
  const settle = (prefix: string) => {
    setSettled((now) => new Set([...now, prefix]))
    const left = prefixesOf(readPlan(tunnel.id)).filter((each) => each !== prefix)
    writePlan(tunnel.id, { ...plan, text: left.join('\n') })
    void client.invalidateQueries({ queryKey: routeListQuery.queryKey })
  }
  const jobs = useJobs('routes created', settle)

  const planned = prefixes.flatMap((prefix): Planned[] => {
    const values = newRouteValues({
      prefix,
      nexthop,
      priority: plan.priority,
      description: tunnel.description ?? '',
    })
    const input = routeInputOf(values, null)
    const isThere = routes.some((route) => isSameRoute(route, input))
    const state = jobs.stateOf(prefix).kind
    // It existed before anything was sent: created on an earlier visit, or by somebody else.
    if (state === 'idle' && (isThere || settled.has(prefix))) return []
    const findings = judgeRoute(values, { routes: [], tunnels, before: null })
    const [wrong] = wrongFields(findings)
    return [
      {
        prefix,
        problem: wrong && state === 'idle' ? `Not sent: ${findings[wrong][0]?.message}` : undefined,
        job: {
          key: prefix,
          send: () => call('createRoute', { body: input }),
          isDone: async () => (await readRoutes()).some((route) => isSameRoute(route, input)),
        },
      },
    ]
  })
  const ready = planned.filter(({ problem, job }) => {
    const { kind } = jobs.stateOf(job.key)
    return problem === undefined && (kind === 'idle' || kind === 'not_done')
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: `ready` changes with every result, and routes must start only once, after Create
  useEffect(() => {
    if (!refusal && takeFresh(tunnel.id)) void jobs.run(ready.map(({ job }) => job))
  }, [])

  if (planned.length === 0) return null
  return (
    <section aria-labelledby="planned-routes-title" className="mb-4">
      <h3 id="planned-routes-title" className="font-semibold">
        Prefixes behind this router
      </h3>
      <ul>
        {planned.map(({ prefix, problem, job }) => (
          <JobLine
            key={prefix}
            job={job}
            jobs={jobs}
            words={WORDS}
            what={prefix}
            problem={problem}
            action={
              problem && (
                <Button
                  variant="fix"
                  aria-label={`Correct ${prefix}`}
                  onClick={() =>
                    onTask({
                      kind: 'new',
                      start: { prefix, priority: plan.priority },
                      onDone: () => settle(prefix),
                    })
                  }
                >
                  Correct
                </Button>
              )
            }
          >
            <Address value={prefix} />
          </JobLine>
        ))}
      </ul>
      <div className="mt-2 flex flex-wrap gap-2">
        {ready.length > 1 && (
          <Button
            disabledReason={refusal ?? (jobs.isRunning ? 'They are being created' : undefined)}
            onClick={() => void jobs.run(ready.map(({ job }) => job))}
          >
            Create the remaining {grouped(ready.length)}
          </Button>
        )}
        {!jobs.isRunning && ready.length + planned.filter(({ problem }) => problem).length > 0 && (
          <Button
            variant="text"
            onClick={() => {
              writePlan(tunnel.id, EMPTY_PLAN)
              setPlan(EMPTY_PLAN)
              setSettled(new Set(prefixes))
            }}
          >
            Forget the rest
          </Button>
        )}
      </div>
    </section>
  )
}
