/**
 * Who changed what: one line before each write and one after it. When a line cannot be written, nothing is
 * changed. Values are not written, only the names of fields, so no key can be in here.
 */
import type { EndpointName } from '../../contract/endpoints.ts'
import type { ApiResponse } from '../http/api-response.ts'
import type { Identity } from '../identity/identity.ts'

/** What is changed, by its id where there is one yet. */
export type Changed = { tunnel: string | null; name: string | null } | { route: string | null }

export interface Change {
  requestId: string
  who: Identity
  action: EndpointName
  what: Changed
  /** Names of the fields that the request carries. */
  fields: string[]
}

/** Writes one line and resolves when it is safe. Rejects when it is not. */
export type AuditSink = (line: string) => Promise<void>

export interface Audit {
  /** Rejects when the line cannot be written: then nothing may be changed. */
  intent(change: Change): Promise<void>
  outcome(change: Change, response: ApiResponse): Promise<void>
}

export const createAudit = (sink: AuditSink, now: () => number): Audit => {
  const write = (stage: 'intent' | 'outcome', { requestId, who, action, what, fields }: Change, more = {}) =>
    sink(
      JSON.stringify({
        time: new Date(now()).toISOString(),
        audit: stage,
        id: requestId,
        actor: who.name,
        known_by: who.how,
        action,
        ...what,
        fields,
        ...more,
      }),
    )
  return {
    intent: (change) => write('intent', change),
    outcome: (change, { outcome = 'unknown', trace, isFoundByLooking, status }) =>
      write('outcome', change, {
        outcome,
        // The API did not confirm it, and a look at the account did.
        ...(isFoundByLooking && { found_by_looking: true }),
        status,
        upstream_status: trace?.status ?? null,
        ray: trace?.ray ?? null,
      }),
  }
}

/** `bgp.md5_key` and so on: what a body sets, down to the leaves, without values. */
export const fieldNames = (body: unknown, prefix = ''): string[] => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return prefix ? [prefix] : []
  return Object.entries(body).flatMap(([key, value]) => fieldNames(value, prefix ? `${prefix}.${key}` : key))
}
