/** The state of one account: API budget, circuit breaker, read cache, write queue and health. */
import { endpoints, type ParsedBody, type Result, type UpstreamRow } from '../../contract/endpoints.ts'
import type { HealthRow } from '../../contract/health-queries.ts'
import type { Route } from '../../contract/route.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { type ApiResponse, passOn, refused } from '../http/api-response.ts'
import type { OrderOf } from '../http/order.ts'
import { createMarker } from '../identity/secrets.ts'
import type { Log } from '../log.ts'
import type { Graphql } from '../upstream/graphql.ts'
import { neverSent, type UpstreamOutcome } from '../upstream/outcome.ts'
import type { Call, Upstream } from '../upstream/upstream.ts'
import { createBudget, type Paid } from './budget.ts'
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
import { createBreaker, isFailure } from './circuit-breaker.ts'
import { createTunnel, type RecentCreates } from './create-tunnel.ts'
import { etagOf, etagOfText } from './etag.ts'
import { createHealth } from './health.ts'
import { createKnownNames } from './known-names.ts'
import { createReadCache } from './read-cache.ts'
import { createSingleFlight, type IsGone } from './single-flight.ts'
import { createWriteQueue } from './write-queue.ts'

/** How long the answer to a read stays in the cache, in milliseconds. */
const KEPT_MS = { listTunnels: 5000, getTunnel: 3000, listRoutes: 5000, getRoute: 3000 } as const
/** How long the tunnel is cached that completes the dry-runs of an update; saving reads it again. In milliseconds. */
const BASE_KEPT_MS = 30_000

export interface Clock {
  now(): number
  wait(ms: number): Promise<void>
}

/** Rows that only the stand-in serves. Budget and circuit breaker skip them, so that a fault can always be removed. */
export type SimulationRow = 'getSimulation' | 'setSimulation' | 'playRouter'

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
  budget(): ReturnType<ReturnType<typeof createBudget>['state']>
}

export interface Upstreams {
  rest: Upstream
  graphql: Graphql
}

const createAccount = (
  account: string,
  { rest: upstream, graphql }: Upstreams,
  clock: Clock,
  log: Log,
): Account => {
  const budget = createBudget(clock.now)
  const breaker = createBreaker(clock.now)
  const cache = createReadCache<ApiResponse>(clock.now)
  const bases = createReadCache<UpstreamOutcome<Result<'getTunnel'>>>(clock.now)
  const health = createHealth({ account, graphql, now: clock.now, log })
  const names = createKnownNames(clock.now)
  const singleFlight = createSingleFlight<ApiResponse>()
  const inTurn = createWriteQueue(clock.now, () => refused('busy', { outcome: 'not_done' }))
  const recent: RecentCreates = new Map()
  const recentRoutes: RecentRoutes = new Map()
  const markOf = createMarker()

  const call = async <K extends Exclude<UpstreamRow, SimulationRow>>(
    wanted: Omit<Call<K>, 'account'>,
    spend: Paid = endpoints[wanted.row].spend,
  ): Promise<UpstreamOutcome<Result<K>>> => {
    // The breaker comes first: a call that is not sent must not count against the budget.
    const restS = breaker.restS()
    if (restS > 0) return neverSent('upstream_resting', 'resting', restS)
    const short = budget.take(spend)
    if (short) return neverSent('budget', 'budget', short.retryAfterS)
    const startedAt = clock.now()
    const answer = await breaker.send(() => upstream<K>({ ...wanted, account }))
    const { outcome, trace } = answer
    if (outcome !== 'done') {
      const { status, ray, fault } = trace
      log({ event: 'upstream', row: wanted.row, outcome, status, ray, fault, ms: clock.now() - startedAt })
    }
    if (answer.outcome === 'done') {
      for (const field of answer.odd) log({ event: 'odd_field', row: wanted.row, field })
    }
    breaker.report(isFailure(answer))
    budget.learn(trace)
    return answer
  }

  /** Repeats a read once after a broken connection, but not after a timeout, which has taken long enough. */
  const readTwice = async <K extends ReadRow>(wanted: Omit<Call<K>, 'account'>) => {
    const first = await call<K>(wanted)
    if (first.outcome !== 'unknown' || first.refusal !== 'upstream_unreachable') return first
    await clock.wait(100 + Math.random() * 200)
    return call<K>(wanted)
  }

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
          recent,
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
    budget: budget.state,
  }
}

/** In the sandbox every browser has an account of its own, so their number is limited. */
const MOST_ACCOUNTS = 1000

export const createAccounts = (upstreams: Upstreams, clock: Clock, log: Log) => {
  const accounts = new Map<string, Account>()
  return (id: string): Account => {
    const known = accounts.get(id)
    if (known) accounts.delete(id)
    const account = known ?? createAccount(id, upstreams, clock, log)
    accounts.set(id, account)
    const [oldest] = accounts.keys()
    if (accounts.size > MOST_ACCOUNTS && oldest !== undefined) accounts.delete(oldest)
    return account
  }
}
