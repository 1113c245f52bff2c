/** From an accepted request to an order: which row of the table it means, and whether its sender may. */
import { ID_PATTERN } from '../contract/api-calls.ts'
import { type EndpointName, endpoints } from '../contract/endpoints.ts'
import { type Answer, refused } from './answer.ts'
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
  account: string
}

/** What is to be done, as plain data, because it may be done elsewhere than where it was asked for. */
export interface Order {
  account: string
  row: EndpointName
  /** The tunnel's id; empty where the row has none. */
  id: string
  /** As the row's schema read it. */
  body: unknown
  /** What an update rests on: the request's `If-Match`. */
  base: string | null
  requestId: string
  who: Identity
}

export const accept = async (asked: Asked, isReadOnly: boolean): Promise<{ order: Order } | Answer> => {
  const { route, request, requestId, id, who, account } = asked
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
  if (isReadOnly && endpoints[row].spend === 'write') return refused('read_only', { outcome: 'not_done' })
  const base = request.headers.get('if-match')
  return { order: { account, row, id: id ?? '', body: chosen.body, base, requestId, who } }
}
