/** The state of one simulated account. Plain data, so that it can be stored. */
import * as z from 'zod/mini'
import { routeInput } from '../../contract/route.ts'
import { PROBE_FAULTS, ROUTER_KINDS, routerSession } from '../../contract/sandbox.ts'
import { tunnelInput } from '../../contract/tunnel.ts'

/** Whether a tunnel's probes pass: all, all but one data centre's, most, none of the replies, or none. */
const probeFate = z.enum(['pass', ...PROBE_FAULTS, 'lost'])

const router = z.object({
  setup: z.enum(ROUTER_KINDS),
  /** Compared with the tunnel at every read; null for a router that always matches the tunnel. */
  settings: z.nullable(
    z.object({
      asn: z.number(),
      md5_key: z.nullable(z.string()),
      /** The address of its BGP neighbor; it should be Cloudflare's end of the tunnel. */
      peer: z.string(),
      hold_s: z.number(),
      /** False for a router that stops when the session is opening. */
      finishes: z.boolean(),
      /** The ASN that it expects of Cloudflare, and whether it starts BGP; correct when left out. */
      remote_asn: z.optional(z.number()),
      starts: z.optional(z.boolean()),
      /** The address that it connects from for BGP; its end of the tunnel when left out. */
      source: z.optional(z.string()),
      /** One sentence for each part of the texts that was not understood; never contains a key. */
      unread: z.optional(z.array(z.string())),
      /** Its IKE settings; correct when left out. */
      ike: z.optional(
        z.object({
          remotes: z.array(z.string()),
          identity: z.string(),
          /** Whether the identity is one that Cloudflare generated for this tunnel. */
          is_generated: z.boolean(),
          peer_identity: z.string(),
          offers: z.boolean(),
          starts: z.boolean(),
          has_key: z.boolean(),
          /** Its PSK compared with the tunnel's; left out when unknown. */
          key: z.optional(z.enum(['same', 'other'])),
          is_ikev2: z.optional(z.boolean()),
          uses_psk: z.optional(z.boolean()),
          is_tunnel_mode: z.optional(z.boolean()),
          /** The traffic selectors of both ends. */
          selectors: z.optional(z.object({ local: z.array(z.string()), remote: z.array(z.string()) })),
        }),
      ),
    }),
  ),
  is_cut: z.boolean(),
  /** When the router got into this state, in milliseconds since the epoch. */
  since: z.number(),
  /** Whether the session was up at that time: then its loss is noticed only after the hold time. */
  was_up: z.boolean(),
  /** The session of a real router; `since` and `seen_at` in milliseconds since the epoch. */
  reported: z.optional(z.extend(routerSession, { since: z.number(), seen_at: z.number() })),
  /** Reads do not report the session, although BGP is configured. */
  is_unreported: z.optional(z.boolean()),
  /** A fault of the probes only. */
  probes: z.optional(z.enum(PROBE_FAULTS)),
  /** The fate of probes before `since`, oldest first; `until` in milliseconds since the epoch. */
  past: z.optional(z.array(z.object({ until: z.number(), fate: probeFate }))),
})

const storedTunnel = z.object({
  id: z.string(),
  /** What was sent, without the PSK, which is never stored; `psk_set_on` is the time when it was set. */
  input: z.omit(tunnelInput, { psk: true }),
  created_on: z.string(),
  modified_on: z.string(),
  psk_set_on: z.nullable(z.string()),
  /** Former names, oldest first; `until` in milliseconds since the epoch. */
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
  /** Static routes; worlds that were stored before routes existed have none. */
  routes: z._default(storedRoutes, []),
  /** Account flags: `coupler_integration` allows automatic return routing (docs/api.md, Fields). */
  flags: z.object({ coupler_integration: z.boolean() }),
  /** How many times faster than usual sessions change state; 1 for worlds that were stored before it existed. */
  pace: z._default(z.number(), 1),
  /** The name of the fault that affects every call. */
  fault: z.nullable(z.string()),
})

export type ProbeFate = z.infer<typeof probeFate>
export type Router = z.infer<typeof router>
export type StoredTunnel = z.infer<typeof storedTunnel>
export type StoredRoute = z.infer<typeof storedRoute>
export type StoredInput = StoredTunnel['input']
export type World = z.infer<typeof world>
