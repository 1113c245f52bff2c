/**
 * The table of endpoints: one row for every call. The browser calls a row by name, the proxy forwards only
 * rows with an `api` path, the stand-in answers every row with an `upstream` path.
 */
import type * as z from 'zod/mini'
import { apiCalls } from './calls/api-calls.ts'
import type { Endpoint, Target } from './calls/endpoint.ts'
import { healthEndpoints } from './calls/health-endpoints.ts'
import { routeEndpoints } from './calls/route-endpoints.ts'
import { tunnelEndpoints } from './calls/tunnel-endpoints.ts'
import { meta } from './meta.ts'
import { routerPlay, simulation, worldSettings } from './sandbox.ts'

/** Rows that share method and path differ in `query` or in `body`. */
export const endpoints = {
  getMeta: {
    api: apiCalls.getMeta,
    upstream: null,
    role: 'viewer',
    spend: 'none',
    body: null,
    result: meta,
  },
  ...tunnelEndpoints,
  ...healthEndpoints,
  ...routeEndpoints,
  getSimulation: {
    api: apiCalls.getSimulation,
    upstream: {
      method: 'GET',
      path: '/sandbox/accounts/:account/world',
      validateOnly: false,
      isSimulation: true,
    },
    role: 'viewer',
    spend: 'none',
    body: null,
    result: simulation,
  },
  setSimulation: {
    api: apiCalls.setSimulation,
    upstream: {
      method: 'PUT',
      path: '/sandbox/accounts/:account/world',
      validateOnly: false,
      isSimulation: true,
    },
    role: 'operator',
    spend: 'none',
    body: worldSettings,
    result: simulation,
  },
  playRouter: {
    api: apiCalls.playRouter,
    upstream: {
      method: 'PUT',
      path: '/sandbox/accounts/:account/routers/:id',
      validateOnly: false,
      isSimulation: true,
    },
    role: 'operator',
    spend: 'none',
    body: routerPlay,
    result: simulation,
  },
} as const satisfies Record<string, Endpoint>

type Table = typeof endpoints
type Row = keyof Table

/** Rows that the browser can call. */
export type ServedRow = { [K in Row]: Table[K]['api'] extends null ? never : K }[Row]

/** Rows that reach the REST API or the stand-in; those of the GraphQL API are `HealthRow`. */
export type UpstreamRow = {
  [K in Row]: Table[K]['upstream'] extends null | { isGraphql: true } ? never : K
}[Row]

/** The type of a row's body for its caller; null without a body. */
export type Body<K extends Row> = K extends Row
  ? Table[K]['body'] extends z.ZodMiniType
    ? z.input<Table[K]['body']>
    : null
  : never

/** The type of a row's body after its schema has parsed it. */
export type ParsedBody<K extends Row> = K extends Row
  ? Table[K]['body'] extends z.ZodMiniType
    ? z.output<Table[K]['body']>
    : null
  : never

/** The type of `result` in a row's envelope that reports success. */
export type Result<K extends Row> = z.output<Table[K]['result']>

/** Whether a row's path contains an id. */
export type TakesId<K extends ServedRow> = Table[K]['api'] extends { path: `${string}:id${string}` }
  ? true
  : false

type OperationOf<U> = U extends { method: infer M extends string; path: infer P extends string }
  ? `${M} ${P}`
  : never
type Simulation = { isSimulation: true }
type Upstream = Table[UpstreamRow]['upstream']

/** Method and path of every operation of the API. The stand-in has a handler for each. */
export type ApiOperation = OperationOf<Exclude<Upstream, Simulation>>
/** The same for the operations that only the stand-in has. */
export type SimulationOperation = OperationOf<Extract<Upstream, Simulation>>

// ---- what the type checker refuses ------------------------------------------------------------------------

type QueryOf<A> = A extends { query: infer Q } ? `?${keyof Q & string}=${Q[keyof Q] & string}` : ''
type AddressOf<K extends ServedRow> = `${OperationOf<Table[K]['api']>}${QueryOf<Table[K]['api']>}`
type IsOneInTheOther<A, B> = [A] extends [B] ? true : [B] extends [A] ? true : false

/**
 * Pairs of rows that match the same request: same method, path and query, and bodies that cannot be
 * distinguished.
 */
type Ambiguous<A extends ServedRow, B extends ServedRow> = A extends ServedRow
  ? {
      [K in Exclude<B, A>]: AddressOf<A> extends AddressOf<K>
        ? IsOneInTheOther<Body<A>, Body<K>> extends true
          ? `${A} and ${K}`
          : never
        : never
    }[Exclude<B, A>]
  : never

/** Rows whose `toUpstream` does not accept the row's own body. */
type Misfit = {
  [K in Row]: Table[K] extends { toUpstream(body: infer B, target: Target): unknown }
    ? ParsedBody<K> extends B
      ? never
      : K
    : never
}[Row]

/** A type error here names the invalid rows. */
type Sound<Name, Fault extends never> = [Fault] extends [never] ? Name : never

export type EndpointName = Sound<Row, Ambiguous<ServedRow, ServedRow> | Misfit>

/** Whether a row exists in sandbox mode only. */
export const isSimulation = (name: EndpointName): boolean => {
  const { upstream } = endpoints[name]
  return upstream !== null && 'isSimulation' in upstream
}

/** The body for upstream of this row. */
export const upstreamBody = <K extends UpstreamRow>(row: K, body: ParsedBody<K>, target: Target): unknown => {
  const found: Endpoint = endpoints[row]
  // The row's own body fits: see `Misfit`.
  return found.toUpstream ? found.toUpstream(body as never, target) : body
}
