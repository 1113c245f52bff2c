/** The calls for IPsec tunnels. Paths and result wrappers: docs/api.md, Operations. */
import * as z from 'zod/mini'
import { PLACES } from '../fields/kept.ts'
import { pskApplied, pskGenerated, tunnel, tunnelDraft, tunnelInput } from '../tunnel.ts'
import { apiCalls } from './api-calls.ts'
import type { Endpoint, Target } from './endpoint.ts'
import { emptyBody, listOf, unspecified } from './shared-schemas.ts'

/** Invalid values are accepted, except that a created tunnel must have an id and a name. */
const made = z.pipe(z.looseObject({ id: z.string(), name: z.string() }), tunnel)
const found = z.pipe(z.looseObject({ id: z.string() }), tunnel)

const created = z.union([
  // One tunnel on the API page, in the schema and in the clients; a list on a documentation page
  // (docs/api.md, Contradictions between sources).
  z.pipe(
    z.object({ ipsec_tunnels: z.array(made).check(z.length(1)) }),
    z.transform(({ ipsec_tunnels: [only] }) => only as z.infer<typeof tunnel>),
  ),
  made,
])

const modified = z.looseObject({
  modified: z.optional(z.unknown()),
  modified_ipsec_tunnel: found,
})
const deleted = z.looseObject({
  deleted: z.optional(z.unknown()),
  deleted_ipsec_tunnel: z.optional(z.unknown()),
})

/** Paths at which the proxy sends the API's current values (fields/kept.ts). */
const kept = { keep: z.optional(z.array(z.enum(PLACES))) }

export const tunnelEndpoints = {
  listTunnels: {
    api: apiCalls.listTunnels,
    upstream: { method: 'GET', path: '/accounts/:account/magic/ipsec_tunnels', validateOnly: false },
    role: 'viewer',
    spend: 'read',
    body: null,
    result: z.looseObject({
      ipsec_tunnels: listOf(tunnel),
      /** Not from the API: what it says of a list that is sent in pages, of which this is one. */
      odd_values: z.optional(z.record(z.string(), z.unknown())),
    }),
  },
  getTunnel: {
    api: apiCalls.getTunnel,
    upstream: { method: 'GET', path: '/accounts/:account/magic/ipsec_tunnels/:id', validateOnly: false },
    role: 'viewer',
    spend: 'read',
    body: null,
    result: z.looseObject({ ipsec_tunnel: found }),
  },
  validateTunnel: {
    api: apiCalls.validateTunnel,
    upstream: { method: 'POST', path: '/accounts/:account/magic/ipsec_tunnels', validateOnly: true },
    role: 'operator',
    spend: 'dry-run',
    body: tunnelDraft,
    result: unspecified,
  },
  createTunnel: {
    api: apiCalls.createTunnel,
    upstream: { method: 'POST', path: '/accounts/:account/magic/ipsec_tunnels', validateOnly: false },
    role: 'operator',
    spend: 'write',
    body: tunnelInput,
    result: created,
  },
  validateUpdate: {
    api: apiCalls.validateUpdate,
    upstream: { method: 'PUT', path: '/accounts/:account/magic/ipsec_tunnels/:id', validateOnly: true },
    role: 'operator',
    spend: 'dry-run',
    body: z.extend(tunnelDraft, kept),
    result: unspecified,
  },
  updateTunnel: {
    api: apiCalls.updateTunnel,
    upstream: { method: 'PUT', path: '/accounts/:account/magic/ipsec_tunnels/:id', validateOnly: false },
    role: 'operator',
    spend: 'write',
    body: z.extend(tunnelInput, kept),
    result: modified,
  },
  validateDelete: {
    api: apiCalls.validateDelete,
    upstream: { method: 'DELETE', path: '/accounts/:account/magic/ipsec_tunnels/:id', validateOnly: true },
    role: 'operator',
    spend: 'dry-run',
    body: emptyBody,
    result: unspecified,
  },
  deleteTunnel: {
    api: apiCalls.deleteTunnel,
    upstream: { method: 'DELETE', path: '/accounts/:account/magic/ipsec_tunnels/:id', validateOnly: false },
    role: 'operator',
    spend: 'write',
    body: emptyBody,
    result: deleted,
  },
  generatePsk: {
    api: apiCalls.generatePsk,
    upstream: {
      method: 'POST',
      path: '/accounts/:account/magic/ipsec_tunnels/:id/psk_generate',
      validateOnly: false,
    },
    role: 'operator',
    spend: 'write',
    body: emptyBody,
    result: pskGenerated,
  },
  setPsk: {
    api: apiCalls.setPsk,
    upstream: { method: 'POST', path: '/accounts/:account/magic/ipsec_tunnels/psk', validateOnly: false },
    role: 'operator',
    spend: 'write',
    body: z.strictObject({ psk: z.string().check(z.minLength(1)) }),
    // The API accepts the keys of several tunnels in one call.
    toUpstream: ({ psk }: { psk: string }, { id }: Target) => ({ psks: [{ id, psk }] }),
    result: pskApplied,
  },
  updateTunnels: {
    api: null,
    upstream: { method: 'PUT', path: '/accounts/:account/magic/ipsec_tunnels', validateOnly: false },
    role: 'operator',
    spend: 'write',
    // The schema requires `id` only, and the rest of the body is not documented (docs/api.md, Operations).
    body: z.looseObject({ ipsec_tunnels: z.array(z.looseObject({ id: z.string() })) }),
    result: z.looseObject({
      modified: z.optional(z.boolean()),
      modified_ipsec_tunnels: z.array(tunnel),
    }),
  },
} as const satisfies Record<string, Endpoint>
