/** From a request that the guard let through to an order: which row of the table it means, and whether its sender may. */
import { ID_PATTERN } from '../../contract/api-calls.ts'
import { endpoints, type ParsedBody, type ServedRow } from '../../contract/endpoints.ts'
import type { Identity } from '../identity/identity.ts'
import { type ApiResponse, refused } from './api-response.ts'
import { chooseByBody, type Route, rowsFor } from './routes.ts'
import { readJson } from './strict-json.ts'

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
export interface OrderOf<K extends ServedRow> {
  account: string
  row: K
  /** The path's `:id`; empty where the row has none. */
  id: string
  /** As the row's schema read it: nobody reads it again. */
  body: ParsedBody<K>
  /** The state that an update was made from: the request's `If-Match`. */
  base: string | null
  requestId: string
  who: Identity
}

/** An order of any row: `row` tells the type of `body`. */
export type Order = { [K in ServedRow]: OrderOf<K> }[ServedRow]

export const readOrder = async (
  asked: Asked,
  isReadOnly: boolean,
): Promise<{ order: Order } | ApiResponse> => {
  const { route, request, requestId, id, who, account } = asked
  const rows = rowsFor(route, new URL(request.url).search)
  const [first] = rows
  if (first === undefined) return refused('bad_request')
  if (id !== undefined && !ID_PATTERN.test(id)) return refused('bad_id')
  // Rows that share an address share the role; a test of the table holds them to it.
  if (endpoints[first].role === 'operator' && who.role !== 'operator') return refused('not_allowed')
  let body: unknown = null
  if (route.method !== 'GET') {
    const read = await readJson(request)
    if ('refusal' in read) return refused(read.refusal)
    body = read.value
  }
  const chosen = chooseByBody(rows, body)
  if ('refusal' in chosen) return refused(chosen.refusal, { places: chosen.places })
  if (isReadOnly && endpoints[chosen.row].spend === 'write') {
    return refused('read_only', { outcome: 'not_done' })
  }
  const base = request.headers.get('if-match')
  return { order: { ...chosen, account, id: id ?? '', base, requestId, who } }
}
