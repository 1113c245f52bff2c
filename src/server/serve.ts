/** From an accepted request to its answer: which row of the table it means, whether its sender may, and then does it. */
import { type EndpointName, endpoints, ID_PATTERN } from '../contract/endpoints.ts'
import { ok } from '../contract/envelope.ts'
import type { Meta } from '../contract/meta.ts'
import type { Account } from './account.ts'
import { type Answer, answer, refused } from './answer.ts'
import { type Audit, type Change, fieldNames } from './audit.ts'
import type { Config } from './config.ts'
import type { Identity } from './identity.ts'
import { readJson } from './strict-json.ts'
import { chooseByBody, type Route, rowsFor } from './table.ts'

export interface Asked {
  route: Route
  request: Request
  requestId: string
  /** The path's `:id`, decoded. */
  id: string | undefined
  who: Identity
  account: Account
}

export type Serve = (asked: Asked) => Promise<Answer>

export const createServe = (config: Config, audit: Audit): Serve => {
  const serve: Serve = async ({ route, request, requestId, id, who, account }) => {
    const rows = rowsFor(route, new URL(request.url).search)
    const [first] = rows
    if (first === undefined) return refused('bad_request')
    if (id !== undefined && !ID_PATTERN.test(id)) return refused('bad_id')
    // Rows that share an address share the role; a test of the table holds them to it.
    if (endpoints[first].role === 'operator' && who.role !== 'operator') return refused('not_allowed')
    let body: unknown
    if (route.method !== 'GET') {
      const read = await readJson(request)
      if ('refusal' in read) return refused(read.refusal)
      body = read.value
    }
    const chosen = chooseByBody(rows, body)
    if ('refusal' in chosen) return refused(chosen.refusal, { places: chosen.places })
    const { row } = chosen
    const act = async () => dispatch(row, account, id ?? '', chosen.body, request, who)
    if (endpoints[row].spend !== 'write') return act()
    if (config.readOnly) return refused('read_only', { outcome: 'not_done' })
    const name = (chosen.body as { name?: string } | null)?.name ?? null
    const fields = fieldNames(chosen.body)
    return audited(audit, { requestId, who, action: row, tunnel: id ?? null, name, fields }, act)
  }

  const dispatch = (
    row: EndpointName,
    account: Account,
    id: string,
    body: unknown,
    { headers }: Request,
    who: Identity,
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
        return account.change(row, id, body, headers.get('if-match'))
      case 'getSimulation':
      case 'setSimulation':
      case 'playRouter':
        return account.steer(row, id, body)
      case 'updateTunnels':
        // The table gives it no address of ours.
        return refused('not_found')
    }
  }
  return serve
}

const audited = async (audit: Audit, change: Change, act: () => Promise<Answer>): Promise<Answer> => {
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
