/** The paths of the table of endpoints: groups rows by method and path, and finds the row of a request. */
import type * as z from 'zod/mini'
import type { Endpoint } from '../../contract/calls/endpoint.ts'
import type { Refusal } from '../../contract/calls/refusals.ts'
import { endpoints, isSimulation, type ParsedBody, type ServedRow } from '../../contract/endpoints.ts'

export interface ServedPath {
  method: string
  path: string
  rows: ServedRow[]
}

/** Every method and path that the proxy serves under `/api` in sandbox mode, with its rows. */
export const servedPaths: ServedPath[] = []
for (const [name, { api }] of Object.entries(endpoints) as [ServedRow, Endpoint][]) {
  if (!api) continue
  const known = servedPaths.find(({ method, path }) => method === api.method && path === api.path)
  if (known) known.rows.push(name)
  else servedPaths.push({ method: api.method, path: api.path, rows: [name] })
}

/**
 * The rows of a path whose query equals the request's. Compared as text, so that encoded, repeated or reordered
 * parameters do not match.
 * @param search the URL's query with the question mark
 */
export const rowsFor = ({ rows }: ServedPath, search: string): ServedRow[] =>
  rows.filter((name) => {
    const { api } = endpoints[name]
    const query = 'query' in api ? `?${new URLSearchParams(api.query)}` : ''
    return search === query
  })

/** The paths with a real account: without those of the simulation. */
export const livePaths: ServedPath[] = servedPaths.filter(({ rows }) => !rows.some(isSimulation))

/** A row and a body of its type. */
type Read = { [K in ServedRow]: { row: K; body: ParsedBody<K> } }[ServedRow]

export type Chosen =
  | Read
  /** JSON pointers to the fields that do not fit; they name fields of the contract, never names from the request. */
  | { refusal: Refusal; places: string[] }

/** The first row whose schema accepts the body. A row without a body is the only row of its path and query. */
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
