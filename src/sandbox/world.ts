/** What the stand-in remembers of one account. Plain data, so that a world can be written down and read back. */
import * as z from 'zod/mini'
import { routeInput } from '../contract/route.ts'
import { PROBE_FAULTS, ROUTER_KINDS, routerSession } from '../contract/sandbox.ts'
import { tunnelInput } from '../contract/tunnel.ts'

/** What becomes of a tunnel's probes. */
const probeFate = z.enum(['pass', ...PROBE_FAULTS, 'lost'])

const router = z.object({
  setup: z.enum(ROUTER_KINDS),
  /** What it is set to where that is not simply what the tunnel asks; compared with the tunnel at every look. */
  settings: z.nullable(
    z.object({
      asn: z.number(),
      md5_key: z.nullable(z.string()),
      /** The address that it calls: Cloudflare's end of the tunnel, if it is right. */
      peer: z.string(),
      hold_s: z.number(),
      /** Whether it goes on once the session is open. */
      finishes: z.boolean(),
      /** The ASN that it expects of Cloudflare, and whether it starts BGP: right where they are left out. */
      remote_asn: z.optional(z.number()),
      starts: z.optional(z.boolean()),
      /** What was not understood of the texts, a sentence each; never a key. */
      unread: z.optional(z.array(z.string())),
      /** How it would bring the tunnel up; right where it is left out. */
      ike: z.optional(
        z.object({
          remotes: z.array(z.string()),
          identity: z.string(),
          /** The identity is one that Cloudflare made for this tunnel. */
          is_generated: z.boolean(),
          peer_identity: z.string(),
          offers: z.boolean(),
          starts: z.boolean(),
          has_key: z.boolean(),
        }),
      ),
    }),
  ),
  is_cut: z.boolean(),
  /** Milliseconds since the epoch from which on all this holds. */
  since: z.number(),
  /** The session was up at that time, so it takes a while to be noticed as lost. */
  was_up: z.boolean(),
  /** The session as a real router has it; `since` and `seen_at` in milliseconds since the epoch. */
  reported: z.optional(z.extend(routerSession, { since: z.number(), seen_at: z.number() })),
  /** No report of the session is given, though BGP is configured. */
  is_unreported: z.optional(z.boolean()),
  /** What is wrong with its probes alone. */
  probes: z.optional(z.enum(PROBE_FAULTS)),
  /** What became of them before `since`, oldest first; `until` in milliseconds since the epoch. */
  past: z.optional(z.array(z.object({ until: z.number(), fate: probeFate }))),
})

const storedTunnel = z.object({
  id: z.string(),
  /** What was sent, without the key: a key is never stored, only when it was set. */
  input: z.omit(tunnelInput, { psk: true }),
  created_on: z.string(),
  modified_on: z.string(),
  psk_set_on: z.nullable(z.string()),
  /** Names that it had before, oldest first; `until` in milliseconds since the epoch. */
  former: z.optional(z.array(z.object({ name: z.string(), until: z.number() }))),
  router,
})

export const storedTunnels = z.array(storedTunnel)

const storedRoute = z.object({
  id: z.string(),
  input: routeInput,
  created_on: z.string(),
  modified_on: z.string(),
})

export const storedRoutes = z.array(storedRoute)

export const world = z.object({
  /** The decimal account number in generated IKE identities (docs/api.md, IKE and IPsec). */
  account_number: z.number(),
  tunnels: storedTunnels,
  /** Static routes; worlds from before these were here have none. */
  routes: z._default(storedRoutes, []),
  /** Account flags: `coupler_integration` allows automatic return routing (docs/api.md, Fields). */
  flags: z.object({ coupler_integration: z.boolean() }),
  /** How many times faster than usual its sessions come up; worlds from before this was here go as usual. */
  pace: z._default(z.number(), 1),
  /** Name of the fault that disturbs every call. */
  fault: z.nullable(z.string()),
})

export type ProbeFate = z.infer<typeof probeFate>
export type Router = z.infer<typeof router>
export type StoredTunnel = z.infer<typeof storedTunnel>
export type StoredRoute = z.infer<typeof storedRoute>
export type StoredInput = StoredTunnel['input']
export type World = z.infer<typeof world>
