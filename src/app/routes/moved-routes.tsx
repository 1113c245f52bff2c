/** The routes that still lead to a pair that the tunnel had before, as far as this browser saw, and can move them. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { endsOfText } from '../../contract/address.ts'
import type { Route } from '../../contract/route.ts'
import { nextHopsOf } from '../../contract/route-lookup.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { call } from '../api.ts'
import { countedOf, grouped } from '../counted.ts'
import { Address } from '../ui/address.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Clock } from '../ui/time.tsx'
import { useWriteRefusal } from '../use-write-refusal.ts'
import { forgetFormerPairs, type SeenPair, seePair } from './former-pairs.ts'
import { JobLine } from './job-line.tsx'
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
  const [former, setFormer] = useState<readonly SeenPair[]>([])
  useEffect(() => setFormer(seePair(tunnel, Date.now())), [tunnel])
  const isTaken = useMemo(() => {
    const hops = nextHopsOf(tunnels)
    return (address: string) => hops.get(address)?.some(({ side }) => side === 'customer') ?? false
  }, [tunnels])
  const olds = former.flatMap(({ interface_address, at }) => {
    const customer = endsOfText(interface_address)?.customer
    return customer === undefined || isTaken(customer) ? [] : [{ customer, interface_address, at }]
  })
  const leadsToOld = (route: Route): boolean => olds.some(({ customer }) => customer === route.nexthop)
  // A moved route stays in the list with its outcome.
  const [wanted, setWanted] = useState<readonly Route[]>([])
  const added = routes.filter(
    (route) => route.id !== '' && leadsToOld(route) && !wanted.some(({ id }) => id === route.id),
  )
  if (added.length > 0) setWanted([...wanted, ...added])
  const jobs = useJobs(
    'routes moved',
    () => void client.invalidateQueries({ queryKey: routeListQuery.queryKey }),
  )
  const left = wanted.filter(
    ({ id }) =>
      jobs.stateOf(id).kind !== 'done' && routes.some((route) => route.id === id && leadsToOld(route)),
  )
  const isOver = wanted.length > 0 && left.length === 0 && !jobs.isRunning
  useEffect(() => {
    if (isOver) forgetFormerPairs(tunnel.id)
  }, [isOver, tunnel.id])
  if (wanted.length === 0) return null
  const leftAt = olds.filter(({ customer }) => left.some(({ nexthop: old }) => old === customer))
  return (
    <section aria-label="Routes to the former pair" className="mb-4">
      <Banner
        tone={left.length > 0 ? 'warning' : 'info'}
        title={
          left.length > 0
            ? `${countedOf(left.length, wanted.length)} static routes still lead to ${leftAt.map(({ customer }) => customer).join(' and ')}`
            : 'The static routes follow the new pair'
        }
        actions={
          left.length > 0 && (
            <>
              <Button
                disabledReason={refusal ?? (jobs.isRunning ? 'They are being moved' : undefined)}
                onClick={() => void jobs.run(left.map((route) => moveOf(route, nexthop)))}
              >
                Move {left.length === 1 ? 'it' : `all ${grouped(left.length)}`} to {nexthop}
              </Button>
              <Button
                variant="text"
                onClick={() => {
                  forgetFormerPairs(tunnel.id)
                  setWanted([])
                  setFormer([])
                }}
              >
                Leave them
              </Button>
            </>
          )
        }
      >
        {leftAt.map(({ customer, interface_address, at }) => (
          <p key={customer}>
            {customer} was the customer side when this browser saw the tunnel with {interface_address}, last
            at <Clock ms={at} />. No IPsec tunnel has it now: unless a GRE tunnel or an interconnect has it,
            their traffic is dropped.
          </p>
        ))}
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
