/** One account: its reads and their cache, its writes and their queue, its health. Every call goes through rest-calls.ts. */
import type { ParsedBody, Result } from '../../contract/endpoints.ts'
import type { HealthRow } from '../../contract/health-queries.ts'
import type { Route } from '../../contract/route.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { type Clock, steady } from '../clock.ts'
import { type ApiResponse, passOn, refused } from '../http/api-response.ts'
import type { OrderOf } from '../http/order.ts'
import { createMarker } from '../identity/secrets.ts'
import type { Log } from '../log.ts'
import type { Graphql } from '../upstream/graphql.ts'
import type { UpstreamOutcome } from '../upstream/outcome.ts'
import type { Upstream } from '../upstream/upstream.ts'
import type { Budget } from './budget.ts'
import { createRoute, deleteRoute, type RecentRoutes, type RouteDeps, updateRoute } from './change-route.ts'
import {
  type ChangeDeps,
  type ChangeRow,
  deleteTunnel,
  generatePsk,
  setPsk,
  updateTunnel,
  wholeUpdate,
} from './change-tunnel.ts'
import { createTunnel, type RecentTunnels } from './create-tunnel.ts'
import { etagOf, etagOfText } from './etag.ts'
import { createHealth } from './health.ts'
import { createKnownNames } from './known-names.ts'
import { createReadCache } from './read-cache.ts'
import { createRestCalls, type SimulationRow } from './rest-calls.ts'
import { createSingleFlight, type IsGone } from './single-flight.ts'
import { createWriteQueue } from './write-queue.ts'

/** How long the answer to a read stays in the cache, in milliseconds. */
const KEPT_MS = { listTunnels: 5000, getTunnel: 3000, listRoutes: 5000, getRoute: 3000 } as const
/** How long the tunnel is cached that completes the dry-runs of an update; saving reads it again. In milliseconds. */
const BASE_KEPT_MS = 30_000

export type ReadRow = keyof typeof KEPT_MS

export type DryRunRow =
  | 'validateTunnel'
  | 'validateUpdate'
  | 'validateDelete'
  | 'validateRoute'
  | 'validateRouteUpdate'

export type RouteRow = 'createRoute' | 'updateRoute' | 'deleteRoute'

/** The row, id and body of an order for one of these rows. */
export type OneOf<K extends OrderedRow> = { [P in K]: Pick<OrderOf<P>, 'row' | 'id' | 'body'> }[K]
type OrderedRow = ReadRow | HealthRow | DryRunRow | ChangeRow | RouteRow | SimulationRow

export interface Account {
  read(order: OneOf<ReadRow>): Promise<ApiResponse>
  health(order: OneOf<HealthRow>): Promise<ApiResponse>
  dryRun(order: OneOf<DryRunRow>): Promise<ApiResponse>
  create(input: ParsedBody<'createTunnel'>, isGone: IsGone): Promise<ApiResponse>
  /** @param base the state that an update was made from, see `updateTunnel` */
  change(order: OneOf<ChangeRow>, base: string | null, isGone: IsGone): Promise<ApiResponse>
  /** @param base as in `change` */
  changeRoute(order: OneOf<RouteRow>, base: string | null, isGone: IsGone): Promise<ApiResponse>
  simulate(order: OneOf<SimulationRow>): Promise<ApiResponse>
  budget: Budget['state']
}

export interface Upstreams {
  rest: Upstream
  graphql: Graphql
}

export const createAccount = (
  account: string,
  { rest: upstream, graphql }: Upstreams,
  clock: Clock,
  log: Log,
): Account => {
  const now = steady(clock.now)
  const { call, readTwice, budget } = createRestCalls(account, upstream, { ...clock, now }, log)
  const cache = createReadCache<ApiResponse>(now)
  const bases = createReadCache<UpstreamOutcome<Result<'getTunnel'>>>(now)
  const health = createHealth({ account, graphql, now: clock.now, log })
  const names = createKnownNames(now)
  const singleFlight = createSingleFlight<ApiResponse>()
  const inTurn = createWriteQueue(now, () => refused('busy', { outcome: 'not_done' }))
  const recentTunnels: RecentTunnels = new Map()
  const recentRoutes: RecentRoutes = new Map()
  const markOf = createMarker()

  /** Sends the same complete body as the update. The form asks at every pause in typing, so the tunnel is cached. */
  const validateUpdate = async ({ id, body }: Extract<OneOf<DryRunRow>, { row: 'validateUpdate' }>) => {
    const base = await bases.get(id, BASE_KEPT_MS, async () => {
      const response = await readTwice({ row: 'getTunnel', id, body: null })
      return { response, isGood: response.outcome === 'done' }
    })
    if (base.outcome !== 'done') return passOn(base)
    return passOn(
      await call({ row: 'validateUpdate', id, body: wholeUpdate(body, base.result.ipsec_tunnel) }),
    )
  }

  const forgetReads = () => {
    cache.forget()
    bases.forget()
    names.forget()
  }

  /** Runs writes one at a time. After each, successful or not, cached reads may be stale and are dropped. */
  const write = (flight: string, content: unknown, isGone: IsGone, task: () => Promise<ApiResponse>) =>
    singleFlight.join(flight, JSON.stringify(content), isGone, (areAllGone) =>
      inTurn(areAllGone, () => task().finally(forgetReads)),
    ) ?? Promise.resolve(refused('in_progress', { outcome: 'not_done' }))

  const read: Account['read'] = ({ row, id }) =>
    cache.get(`${row} ${id}`, KEPT_MS[row], async () => {
      const answer = await readTwice({ row, id, body: null })
      const response = passOn(answer)
      if (answer.outcome !== 'done') return { response, isGood: false }
      names.learn(answer.result)
      const { ipsec_tunnel, route } = answer.result as { ipsec_tunnel?: Tunnel; route?: Route }
      const one = ipsec_tunnel ?? route
      const headers = { etag: await (one ? etagOf(one) : etagOfText(response.json)) }
      return { response: { ...response, headers, isWhole: one === undefined }, isGood: true }
    })

  return {
    read,
    health: ({ row, id }) =>
      health.get(row, id, () => names.of(id, () => read({ row: 'getTunnel', id, body: null }))),
    dryRun: async (order) =>
      order.row === 'validateUpdate' ? validateUpdate(order) : passOn(await call(order)),
    create: (input, isGone) =>
      write(`create ${input.name}`, input, isGone, () =>
        createTunnel(input, {
          // Counted as a write, so that the share reserved for writes also covers the reads of a create.
          list: () => call({ row: 'listTunnels', id: '', body: null }, 'write'),
          post: () => call({ row: 'createTunnel', id: '', body: input }),
          ...clock,
          recent: recentTunnels,
          markOf,
        }),
      ),
    change: ({ row, id, body }, base, isGone) =>
      write(`tunnel ${id}`, { row, body, base }, isGone, () => {
        const deps: ChangeDeps = {
          read: () => call({ row: 'getTunnel', id, body: null }, 'write'),
          send: (sent, sentBody) => call({ row: sent, id, body: sentBody }),
          wait: clock.wait,
        }
        switch (row) {
          case 'updateTunnel':
            return updateTunnel(body, base, deps)
          case 'deleteTunnel':
            return deleteTunnel(id, deps)
          case 'generatePsk':
            return generatePsk(deps)
          case 'setPsk':
            return setPsk(id, body, deps)
        }
      }),
    changeRoute: ({ row, id, body }, base, isGone) =>
      write(id ? `route ${id}` : `create ${JSON.stringify(body)}`, { row, body, base }, isGone, () => {
        const deps: RouteDeps = {
          list: () => call({ row: 'listRoutes', id: '', body: null }, 'write'),
          read: () => call({ row: 'getRoute', id, body: null }, 'write'),
          send: (sent, sentBody) => call({ row: sent, id, body: sentBody }),
          ...clock,
          recent: recentRoutes,
        }
        switch (row) {
          case 'createRoute':
            return createRoute(body, deps)
          case 'updateRoute':
            return updateRoute(body, base, deps)
          case 'deleteRoute':
            return deleteRoute(id, deps)
        }
      }),
    simulate: async ({ row, id, body }) => {
      const answer = await upstream({ account, row, id, body })
      if (answer.outcome === 'done') health.setPace(answer.result.pace)
      if (row !== 'getSimulation') {
        forgetReads()
        health.forget()
      }
      return passOn(answer)
    },
    budget,
  }
}
