/** Turns the table of endpoints into routes: rows grouped by method and path, and the one row a request means. */
import type * as z from 'zod/mini'
import type { Endpoint } from '../../contract/endpoint.ts'
import { endpoints, isSimulation, type ParsedBody, type ServedRow } from '../../contract/endpoints.ts'
import type { Refusal } from '../../contract/refusals.ts'

export interface Route {
  method: string
  path: string
  rows: ServedRow[]
}

/** Every method and path that the proxy serves under `/api` in sandbox mode, with the rows that share it. */
export const routes: Route[] = []
for (const [name, { api }] of Object.entries(endpoints) as [ServedRow, Endpoint][]) {
  if (!api) continue
  const known = routes.find(({ method, path }) => method === api.method && path === api.path)
  if (known) known.rows.push(name)
  else routes.push({ method: api.method, path: api.path, rows: [name] })
}

/**
 * Rows of a route whose query is exactly the request's. Compared as text: a spelling that would have to be
 * decoded, doubled or reordered to fit is not ours.
 * @param search the URL's, with its question mark
 */
export const rowsFor = ({ rows }: Route, search: string): ServedRow[] =>
  rows.filter((name) => {
    const { api } = endpoints[name]
    const query = 'query' in api ? `?${new URLSearchParams(api.query)}` : ''
    return search === query
  })

/** What a proxy on a real account serves: nothing of the simulation. */
export const liveRoutes: Route[] = routes.filter(({ rows }) => !rows.some(isSimulation))

/** A row and a body of its type. */
type Read = { [K in ServedRow]: { row: K; body: ParsedBody<K> } }[ServedRow]

export type Chosen =
  | Read
  /** JSON pointers to what does not fit; they name fields of the contract only, never the request's. */
  | { refusal: Refusal; places: string[] }

/** The row among these whose body has this shape. Rows that take no body come alone. */
export const chooseByBody = (rows: readonly ServedRow[], body: unknown): Chosen => {
  let places: string[] = []
  for (const row of rows) {
    const schema: z.ZodMiniType | null = endpoints[row].body
    if (schema === null) return { row, body: null } as Read
    const read = schema.safeParse(body)
    if (read.success) return { row, body: read.data } as Read
    places = read.error.issues.map(({ path }) => path.map((part) => `/${String(part)}`).join(''))
  }
  return { refusal: 'bad_body', places: [...new Set(places)].slice(0, 20) }
}
