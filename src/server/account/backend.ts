/**
 * Does what was ordered: writes the audit lines around a change and knows the accounts. All that is remembered
 * between requests is in here, so that it can stand elsewhere than the guard: on Workers, in a Durable Object.
 */
import { endpoints } from '../../contract/endpoints.ts'
import { ok } from '../../contract/envelope.ts'
import type { Meta } from '../../contract/meta.ts'
import type { Config } from '../config/config.ts'
import { type Answer, answer, refused } from '../http/api-response.ts'
import type { Order } from '../http/order.ts'
import type { Identity } from '../identity/identity.ts'
import { createLog } from '../log.ts'
import type { Send } from '../upstream/transport.ts'
import { createUpstream } from '../upstream/upstream.ts'
import { type Account, type Clock, createAccounts } from './account.ts'
import { type Audit, type AuditSink, createAudit, fieldNames } from './audit.ts'
import { createReadiness } from './readiness.ts'

export interface Backend {
  carry(order: Order): Promise<Answer>
  /** Whether the account's API answers; looked up now and then. */
  isReady(): Promise<boolean>
}

export interface Means {
  clock: Clock
  /** Takes the log, line by line. */
  log(line: string): void
  audit: AuditSink
}

export const createBackend = (config: Config, send: Send, { clock, log, audit }: Means): Backend => {
  const upstream = createUpstream(config.upstream, send)
  const accounts = createAccounts(upstream, clock, createLog(log, clock.now))
  const lines = createAudit(audit, clock.now)
  return {
    isReady: createReadiness(config.account === null ? null : accounts(config.account), clock),
    carry: async (order) => {
      const act = async () => dispatch(order, accounts(order.account), config)
      return endpoints[order.row].spend === 'write' ? audited(lines, order, act) : act()
    },
  }
}

const dispatch = (
  { row, id, body, base, who }: Order,
  account: Account,
  config: Config,
): Answer | Promise<Answer> => {
  switch (row) {
    case 'getMeta':
      return answer(200, ok(metaOf(config, account, who)))
    case 'listTunnels':
      return account.read(row)
    case 'getTunnel':
      return account.read(row, id)
    case 'validateTunnel':
      return account.check(row, undefined, body)
    case 'validateUpdate':
    case 'validateDelete':
      return account.check(row, id, body)
    case 'createTunnel':
      return account.create(endpoints.createTunnel.body.parse(body))
    case 'updateTunnel':
    case 'deleteTunnel':
    case 'generatePsk':
    case 'setPsk':
      return account.change(row, id, body, base)
    case 'getSimulation':
    case 'setSimulation':
    case 'playRouter':
      return account.steer(row, id, body)
    case 'updateTunnels':
      // The table gives it no address of ours.
      return refused('not_found')
  }
}

const audited = async (audit: Audit, order: Order, act: () => Promise<Answer>): Promise<Answer> => {
  const { requestId, who, row, id, body } = order
  const name = (body as { name?: string } | null)?.name ?? null
  const change = { requestId, who, action: row, tunnel: id || null, name, fields: fieldNames(body) }
  try {
    await audit.intent(change)
  } catch {
    return refused('audit_unavailable', { outcome: 'not_done' })
  }
  const told = await act()
  // The change has been made or not; that its second line is lost must not hide which.
  await audit.outcome(change, told).catch(() => undefined)
  return told
}

const metaOf = (config: Config, account: Account, { name, role }: Identity): Meta => ({
  mode: config.account === null ? 'sandbox' : 'live',
  read_only: config.readOnly,
  identity: { name, role },
  budget: account.budget(),
  version: config.version,
})
