/** After an edit changed the tunnel's pair: lists the routes that still lead to the old pair, and can move them. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { endsOfText } from '../../contract/address.ts'
import type { Route } from '../../contract/route.ts'
import { nextHopsOf } from '../../contract/route-lookup.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { call } from '../api.ts'
import { Address } from '../ui/address.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { useWriteRefusal } from '../use-write-refusal.ts'
import { JobLine } from './job-line.tsx'
import { forgetFormerPair, readFormerPair } from './planned-prefixes.ts'
import { readRoute, routeListQuery } from './route-query.ts'
import { routeInputOf, valuesOf } from './route-values.ts'
import { type Job, useJobs } from './use-jobs.ts'

const WORDS = {
  act: 'Move',
  sending: 'Moving...',
  done: 'Moved',
  notDone: 'Not moved',
  unknown: 'Not confirmed: it may or may not be moved',
}

interface MovedRoutesProps {
  tunnel: Tunnel
  nexthop: string
  routes: readonly Route[]
  tunnels: readonly Tunnel[]
}

/** Reads the route first, so that only the next hop changes and nobody else's change is overwritten. */
const moveOf = ({ id }: Route, nexthop: string): Job => ({
  key: id,
  async send() {
    const { route, etag } = await readRoute(id)
    const body = routeInputOf({ ...valuesOf(route), nexthop }, route)
    await call('updateRoute', { id, body, base: etag })
  },
  isDone: async () => (await readRoute(id)).route.nexthop === nexthop,
})

export const MovedRoutes = ({ tunnel, nexthop, routes, tunnels }: MovedRoutesProps) => {
  const client = useQueryClient()
  const refusal = useWriteRefusal()
  const [former, setFormer] = useState(() => readFormerPair(tunnel.id))
  const old = endsOfText(former ?? '')?.customer
  const isTaken = nextHopsOf(tunnels)
    .get(old ?? '')
    ?.some(({ side }) => side === 'customer')
  // Fixed at the start: a moved route stays in the list with its outcome.
  const [wanted] = useState(() => routes.filter((route) => route.nexthop === old && !isTaken))
  const jobs = useJobs(
    'routes moved',
    () => void client.invalidateQueries({ queryKey: routeListQuery.queryKey }),
  )
  const left = wanted.filter(
    ({ id }) =>
      jobs.stateOf(id).kind !== 'done' && routes.some((route) => route.id === id && route.nexthop === old),
  )
  const isOver = former !== null && left.length === 0 && !jobs.isRunning
  useEffect(() => {
    if (isOver) forgetFormerPair(tunnel.id)
  }, [isOver, tunnel.id])
  if (former === null || wanted.length === 0) return null
  return (
    <section aria-label="Routes to the former pair" className="mb-4">
      <Banner
        tone={left.length > 0 ? 'warning' : 'info'}
        title={
          left.length > 0
            ? `${left.length} of ${wanted.length} static routes still lead to ${old}`
            : 'The static routes follow the new pair'
        }
        actions={
          left.length > 0 && (
            <>
              <Button
                disabledReason={refusal ?? (jobs.isRunning ? 'They are being moved' : undefined)}
                onClick={() => void jobs.run(left.map((route) => moveOf(route, nexthop)))}
              >
                Move {left.length === 1 ? 'it' : `all ${left.length}`} to {nexthop}
              </Button>
              <Button
                variant="text"
                onClick={() => {
                  forgetFormerPair(tunnel.id)
                  setFormer(null)
                }}
              >
                Leave them
              </Button>
            </>
          )
        }
      >
        {left.length > 0 &&
          'That was the customer side before the edit. No tunnel has it now, so their traffic is dropped.'}
        <ul>
          {wanted.map((route) => (
            <JobLine
              key={route.id}
              job={moveOf(route, nexthop)}
              jobs={jobs}
              words={WORDS}
              what={route.prefix}
            >
              <Address value={route.prefix} />
            </JobLine>
          ))}
        </ul>
      </Banner>
    </section>
  )
}
