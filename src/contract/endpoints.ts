/**
 * The one table of what may be said. The browser calls a row by name, the proxy forwards only rows with an
 * `api` path, the stand-in answers every row. Paths and result wrappers: cloudflare-facts section 1.
 */
import * as z from 'zod/mini'
import { apiCalls } from './api-calls.ts'
import { meta } from './meta.ts'
import { routerPlay, simulation, worldSettings } from './sandbox.ts'
import { pskApplied, pskGenerated, tunnel, tunnelDraft, tunnelInput } from './tunnel.ts'

/** Who may call a row: a viewer looks, an operator also changes and checks. */
export type Role = 'viewer' | 'operator'

/** How the proxy spends the account's rate budget on a row. */
export type Spend = 'none' | 'read' | 'dry-run' | 'write'

const created = z.union([
  // The API page, the schema and the clients say one tunnel; a documentation page shows a list (facts C1).
  z.pipe(
    z.object({ ipsec_tunnels: z.array(tunnel).check(z.length(1)) }),
    z.transform(({ ipsec_tunnels: [only] }) => only as z.infer<typeof tunnel>),
  ),
  tunnel,
])
const nothing = z.strictObject({})
/** What a dry-run answers is documented nowhere (facts 1): only the envelope counts. */
const unspecified = z.unknown()

const modified = z.looseObject({ modified: z.optional(z.boolean()), modified_ipsec_tunnel: tunnel })
const deleted = z.looseObject({
  deleted: z.optional(z.boolean()),
  deleted_ipsec_tunnel: z.optional(z.unknown()),
})

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** One row. `Body` and `Result` are schemas; a row without a body takes none. */
interface Endpoint {
  /** Method and path under our own origin; null for rows that only the stand-in answers. */
  api: { method: Method; path: string; query?: Record<string, string> } | null
  /**
   * Method and path below `/accounts/{account_id}/magic`; null for rows that the proxy answers itself.
   * `validateOnly` appends `?validate_only=true`, the API's dry-run; nothing else ever sets or drops it.
   * `isSimulation` marks what only the stand-in has: the path is below its own `/sandbox/accounts/{account_id}`,
   * and with a real account the proxy has no such address.
   */
  upstream: { method: Method; path: string; validateOnly: boolean; isSimulation?: true } | null
  role: Role
  spend: Spend
  body: z.ZodMiniType | null
  result: z.ZodMiniType
}

export const endpoints = {
  getMeta: {
    api: apiCalls.getMeta,
    upstream: null,
    role: 'viewer',
    spend: 'none',
    body: null,
    result: meta,
  },
  listTunnels: {
    api: apiCalls.listTunnels,
    upstream: { method: 'GET', path: '/ipsec_tunnels', validateOnly: false },
    role: 'viewer',
    spend: 'read',
    body: null,
    result: z.looseObject({ ipsec_tunnels: z.array(tunnel) }),
  },
  getTunnel: {
    api: apiCalls.getTunnel,
    upstream: { method: 'GET', path: '/ipsec_tunnels/:id', validateOnly: false },
    role: 'viewer',
    spend: 'read',
    body: null,
    result: z.looseObject({ ipsec_tunnel: tunnel }),
  },
  validateTunnel: {
    api: apiCalls.validateTunnel,
    upstream: { method: 'POST', path: '/ipsec_tunnels', validateOnly: true },
    role: 'operator',
    spend: 'dry-run',
    body: tunnelDraft,
    result: unspecified,
  },
  createTunnel: {
    api: apiCalls.createTunnel,
    upstream: { method: 'POST', path: '/ipsec_tunnels', validateOnly: false },
    role: 'operator',
    spend: 'write',
    body: tunnelInput,
    result: created,
  },
  validateUpdate: {
    api: apiCalls.validateUpdate,
    upstream: { method: 'PUT', path: '/ipsec_tunnels/:id', validateOnly: true },
    role: 'operator',
    spend: 'dry-run',
    body: tunnelDraft,
    result: unspecified,
  },
  updateTunnel: {
    api: apiCalls.updateTunnel,
    upstream: { method: 'PUT', path: '/ipsec_tunnels/:id', validateOnly: false },
    role: 'operator',
    spend: 'write',
    body: tunnelInput,
    result: modified,
  },
  validateDelete: {
    api: apiCalls.validateDelete,
    upstream: { method: 'DELETE', path: '/ipsec_tunnels/:id', validateOnly: true },
    role: 'operator',
    spend: 'dry-run',
    body: nothing,
    result: unspecified,
  },
  deleteTunnel: {
    api: apiCalls.deleteTunnel,
    upstream: { method: 'DELETE', path: '/ipsec_tunnels/:id', validateOnly: false },
    role: 'operator',
    spend: 'write',
    body: nothing,
    result: deleted,
  },
  generatePsk: {
    api: apiCalls.generatePsk,
    upstream: { method: 'POST', path: '/ipsec_tunnels/:id/psk_generate', validateOnly: false },
    role: 'operator',
    spend: 'write',
    body: nothing,
    result: pskGenerated,
  },
  setPsk: {
    api: apiCalls.setPsk,
    upstream: { method: 'POST', path: '/ipsec_tunnels/psk', validateOnly: false },
    role: 'operator',
    spend: 'write',
    body: z.strictObject({ psk: z.string().check(z.minLength(1)) }),
    result: pskApplied,
  },
  updateTunnels: {
    api: null,
    upstream: { method: 'PUT', path: '/ipsec_tunnels', validateOnly: false },
    role: 'operator',
    spend: 'write',
    // The schema asks for `id` only and the rest of the body's shape is documented nowhere (facts 1).
    body: z.looseObject({ ipsec_tunnels: z.array(z.looseObject({ id: z.string() })) }),
    result: z.looseObject({
      modified: z.optional(z.boolean()),
      modified_ipsec_tunnels: z.array(tunnel),
    }),
  },
  getSimulation: {
    api: apiCalls.getSimulation,
    upstream: { method: 'GET', path: '/world', validateOnly: false, isSimulation: true },
    role: 'viewer',
    spend: 'none',
    body: null,
    result: simulation,
  },
  setSimulation: {
    api: apiCalls.setSimulation,
    upstream: { method: 'PUT', path: '/world', validateOnly: false, isSimulation: true },
    role: 'operator',
    spend: 'none',
    body: worldSettings,
    result: simulation,
  },
  playRouter: {
    api: apiCalls.playRouter,
    upstream: { method: 'PUT', path: '/routers/:id', validateOnly: false, isSimulation: true },
    role: 'operator',
    spend: 'none',
    body: routerPlay,
    result: simulation,
  },
} as const satisfies Record<string, Endpoint>

export type EndpointName = keyof typeof endpoints

/** Whether a row exists in sandbox mode only. */
export const isSimulation = (name: EndpointName): boolean => {
  const { upstream } = endpoints[name]
  return upstream !== null && 'isSimulation' in upstream
}

/** The body that a row takes, as typed by its caller; null when it takes none. */
export type Body<K extends EndpointName> = (typeof endpoints)[K]['body'] extends z.ZodMiniType
  ? z.input<NonNullable<(typeof endpoints)[K]['body']>>
  : null

/** What a row's envelope carries as `result` when it reports success. */
export type Result<K extends EndpointName> = z.output<(typeof endpoints)[K]['result']>
