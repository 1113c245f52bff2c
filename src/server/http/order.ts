/** Turns a request that passed the guard into an order: finds its row in the table and checks the caller's role. */
import { ID_PATTERN } from '../../contract/calls/api-calls.ts'
import { endpoints, type ParsedBody, type ServedRow } from '../../contract/endpoints.ts'
import type { Identity } from '../identity/identity.ts'
import { type ApiResponse, refused } from './api-response.ts'
import { chooseByBody, rowsFor, type ServedPath } from './served-paths.ts'
import { readJson } from './strict-json.ts'

export interface Asked {
  served: ServedPath
  request: Request
  requestId: string
  /** The path's `:id`, decoded. */
  id: string | undefined
  who: Identity
  account: string
}

/** A request for the backend, as plain data, because on Workers it is sent to a Durable Object. */
export interface OrderOf<K extends ServedRow> {
  account: string
  row: K
  /** The path's `:id`; empty where the row has none. */
  id: string
  /** The body as parsed by the row's schema; it is not validated again. */
  body: ParsedBody<K>
  /** The state that an update was made from: the `If-Match` header. */
  base: string | null
  requestId: string
  who: Identity
}

/** An order of any row: `row` determines the type of `body`. */
export type Order = { [K in ServedRow]: OrderOf<K> }[ServedRow]

export const readOrder = async (
  asked: Asked,
  isReadOnly: boolean,
): Promise<{ order: Order } | ApiResponse> => {
  const { served, request, requestId, id, who, account } = asked
  const rows = rowsFor(served, new URL(request.url).search)
  const [first] = rows
  if (first === undefined) return refused('bad_request')
  if (id !== undefined && !ID_PATTERN.test(id)) return refused('bad_id')
  // Rows with the same path have the same role; a test checks that.
  if (endpoints[first].role === 'operator' && who.role !== 'operator') return refused('not_allowed')
  let body: unknown = null
  if (served.method !== 'GET') {
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
