/**
 * Carries out an order: finds its account and writes the audit lines around a change. It holds all state that outlives
 * a request, so that it can run in another place than the guard: on Workers, in a Durable Object.
 */

import { routeEndpoints } from '../../contract/calls/route-endpoints.ts'
import { endpoints } from '../../contract/endpoints.ts'
import { ok } from '../../contract/envelope.ts'
import type { Meta } from '../../contract/meta.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config/config.ts'
import { type ApiResponse, refused, respond } from '../http/api-response.ts'
import type { Order } from '../http/order.ts'
import type { Identity } from '../identity/identity.ts'
import { createLog } from '../log.ts'
import { createGraphql } from '../upstream/graphql.ts'
import type { Send } from '../upstream/transport.ts'
import { createUpstream } from '../upstream/upstream.ts'
import type { Account } from './account.ts'
import { createAccounts } from './accounts.ts'
import { type Audit, type AuditSink, type Changed, createAudit, fieldNames } from './audit.ts'
import { createReadiness } from './readiness.ts'
import type { IsGone } from './single-flight.ts'

export interface Backend {
  /**
   * @param isGone whether the client has disconnected: a write that has not started is then dropped
   */
  carryOut(order: Order, isGone?: IsGone): Promise<ApiResponse>
  /** Whether the account's API answers; the result is cached. */
  isReady(): Promise<boolean>
}

export interface BackendOptions {
  clock: Clock
  /** Writes one line of the log. */
  log(line: string): void
  audit: AuditSink
}

export const createBackend = (config: Config, send: Send, { clock, log, audit }: BackendOptions): Backend => {
  const upstreams = {
    rest: createUpstream(config.upstream, send),
    graphql: createGraphql(config.upstream, send),
  }
  const accounts = createAccounts(upstreams, clock, createLog(log, clock.now))
  const auditLog = createAudit(audit, clock.now)
  return {
    isReady: createReadiness(config.account === null ? null : accounts(config.account), clock),
    carryOut: async (order, isGone = () => false) => {
      const act = async () => dispatch(order, accounts(order.account), config, isGone)
      return endpoints[order.row].spend === 'write' ? audited(auditLog, order, act) : act()
    },
  }
}

/** Without a `default`, the type checker reports every served row that has no case here. */
const dispatch = (
  order: Order,
  account: Account,
  config: Config,
  isGone: IsGone,
): ApiResponse | Promise<ApiResponse> => {
  switch (order.row) {
    case 'getMeta':
      return respond(200, ok(metaOf(config, account, order.who)))
    case 'listTunnels':
    case 'getTunnel':
    case 'listRoutes':
    case 'getRoute':
      return account.read(order)
    case 'getHealth':
    case 'getHealthHour':
    case 'getHealthDay':
    case 'getHealthWeek':
    case 'getTrafficHour':
    case 'getTrafficDay':
    case 'getTrafficWeek':
      return account.health(order)
    case 'validateTunnel':
    case 'validateUpdate':
    case 'validateDelete':
    case 'validateRoute':
    case 'validateRouteUpdate':
      return account.dryRun(order)
    case 'createTunnel':
      return account.create(order.body, isGone)
    case 'updateTunnel':
    case 'deleteTunnel':
    case 'generatePsk':
    case 'setPsk':
      return account.change(order, order.base, isGone)
    case 'createRoute':
    case 'updateRoute':
    case 'deleteRoute':
      return account.changeRoute(order, order.base, isGone)
    case 'getSimulation':
    case 'setSimulation':
    case 'playRouter':
      return account.simulate(order)
  }
}

const audited = async (audit: Audit, order: Order, act: () => Promise<ApiResponse>): Promise<ApiResponse> => {
  const { requestId, who, row, body } = order
  const change = { requestId, who, action: row, what: changedBy(order), fields: fieldNames(body) }
  try {
    await audit.intent(change)
  } catch {
    return refused('audit_unavailable', { outcome: 'not_done' })
  }
  // Losing the second line must not hide the outcome of the change from the caller.
  const close = (what: Changed, response: ApiResponse) =>
    audit.outcome({ ...change, what }, response).catch(() => undefined)
  const response = await act().catch(async (error: unknown) => {
    await close(change.what, refused('broken', { outcome: 'unknown' }))
    throw error
  })
  await close(row === 'createRoute' ? { route: madeId(response) } : change.what, response)
  return response
}

const changedBy = ({ row, id, body }: Order): Changed =>
  Object.hasOwn(routeEndpoints, row)
    ? { route: id || null }
    : { tunnel: id || null, name: (body as { name?: string } | null)?.name ?? null }

/** The id of the created route, for the second audit line: a route has no name to find it by. */
const madeId = ({ outcome, json }: ApiResponse): string | null =>
  outcome === 'done' ? ((JSON.parse(json) as { result?: { id?: string } }).result?.id ?? null) : null

const metaOf = (config: Config, account: Account, { name, role }: Identity): Meta => ({
  mode: config.account === null ? 'sandbox' : 'live',
  read_only: config.readOnly,
  identity: { name, role },
  budget: account.budget(),
  version: config.version,
})
