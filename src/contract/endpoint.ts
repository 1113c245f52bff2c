/** What a row of the table of endpoints says of one call. */
import type * as z from 'zod/mini'

/** Who may call a row: a viewer reads, an operator also changes and checks. */
export type Role = 'viewer' | 'operator'

/** Which share of the account's API budget a row is paid from. `analytics` has a budget of its own, as its API has. */
export type Spend = 'none' | 'read' | 'dry-run' | 'write' | 'analytics'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** What a call is about, beside its body. */
export interface Target {
  account: string
  /** The path's `:id`; empty where the path has none. */
  id: string
}

/** One row. `body` and `result` are schemas; a row without a body takes none. */
export interface Endpoint {
  /** Method and path under our own origin; null for rows that only the stand-in answers. */
  api: { method: Method; path: string; query?: Record<string, string> } | null
  /**
   * Method and path below the API's base address (`/client/v4`); null for rows that the proxy answers itself.
   * `validateOnly` appends `?validate_only=true`, the API's dry-run; nothing else ever sets or drops it.
   * `isSimulation` marks what only the stand-in has: its paths are below the origin, and with a real account the
   * proxy does not serve the row. `isGraphql` marks the rows that share one path and differ in their query.
   */
  upstream: {
    method: Method
    path: string
    validateOnly: boolean
    isSimulation?: true
    isGraphql?: true
  } | null
  role: Role
  spend: Spend
  body: z.ZodMiniType | null
  /** The body that goes upstream, where it is another than the one that came in. */
  toUpstream?(body: never, target: Target): unknown
  result: z.ZodMiniType
}
