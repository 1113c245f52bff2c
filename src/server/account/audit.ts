/**
 * The audit log: one line before each write and one after it. When the first line cannot be written, the write is
 * refused. Of the change, lines contain the names of fields and the name of the tunnel, so they cannot contain a key.
 */
import type { EndpointName } from '../../contract/endpoints.ts'
import { visibleJson } from '../../contract/visible.ts'
import type { ApiResponse } from '../http/api-response.ts'
import type { Identity } from '../identity/identity.ts'

/** The tunnel or route that is changed; the id is null before a create. */
export type Changed = { tunnel: string | null; name: string | null } | { route: string | null }

export interface Change {
  requestId: string
  who: Identity
  action: EndpointName
  what: Changed
  /** Names of the fields in the request. */
  fields: string[]
}

/** Writes one line. Rejects when the line cannot be written. */
export type AuditSink = (line: string) => Promise<void>

export interface Audit {
  /** Rejects when the line cannot be written: then the change must not be made. */
  intent(change: Change): Promise<void>
  outcome(change: Change, response: ApiResponse): Promise<void>
}

export const createAudit = (sink: AuditSink, now: () => number): Audit => {
  const write = (stage: 'intent' | 'outcome', { requestId, who, action, what, fields }: Change, more = {}) =>
    sink(
      visibleJson(
        {
          time: new Date(now()).toISOString(),
          audit: stage,
          id: requestId,
          actor: who.name,
          known_by: who.how,
          action,
          ...what,
          fields,
          ...more,
        },
        0,
      ),
    )
  return {
    intent: (change) => write('intent', change),
    outcome: (change, { outcome = 'unknown', trace, isFoundByLooking, status }) =>
      write('outcome', change, {
        outcome,
        // The API did not confirm the change; reading the account did.
        ...(isFoundByLooking && { found_by_looking: true }),
        status,
        upstream_status: trace?.status ?? null,
        ray: trace?.ray ?? null,
      }),
  }
}

/** The paths of all fields that a body sets, such as `bgp.md5_key`, without values. */
export const fieldNames = (body: unknown, prefix = ''): string[] => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return prefix ? [prefix] : []
  return Object.entries(body).flatMap(([key, value]) => fieldNames(value, prefix ? `${prefix}.${key}` : key))
}
