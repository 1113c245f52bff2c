/** The type of a row of the table of endpoints. */
import type * as z from 'zod/mini'

/** Who may call a row: a viewer reads, an operator also makes changes and dry-runs. */
export type Role = 'viewer' | 'operator'

/**
 * The share of the account's API budget that a row uses. `analytics` has a separate budget, because its API
 * has one.
 */
export type BudgetShare = 'none' | 'read' | 'dry-run' | 'write' | 'analytics'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** The account and the object of a call. */
export interface Target {
  account: string
  /** The path's `:id`; empty where the path has none. */
  id: string
}

/** One row. `body` and `result` are schemas; with a null `body` the call has no body. */
export interface Endpoint {
  /** Method and path under our own origin; null for rows that only the stand-in answers. */
  api: { method: Method; path: string; query?: Record<string, string> } | null
  /**
   * Method and path below the API's base address (`/client/v4`); null for rows that the proxy answers itself.
   * `validateOnly` appends `?validate_only=true`, the API's dry-run; nothing else sets or removes it.
   * `isSimulation` marks rows that only the stand-in has: their paths are relative to the origin, and with a
   * real account the proxy does not serve them. `isGraphql` marks the rows that share one path and differ in
   * their query.
   */
  upstream: {
    method: Method
    path: string
    validateOnly: boolean
    isSimulation?: true
    isGraphql?: true
  } | null
  role: Role
  spend: BudgetShare
  body: z.ZodMiniType | null
  /** Makes the body for upstream from the browser's, where the two differ. */
  toUpstream?(body: never, target: Target): unknown
  result: z.ZodMiniType
}
