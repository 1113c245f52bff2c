/**
 * What only the stand-in can be told: how the simulated router at the far end behaves, and how it fails itself.
 * Nothing of this exists in Cloudflare's API, and the proxy serves it in sandbox mode only.
 */
import * as z from 'zod/mini'

/** How the simulated router is set up. */
export const ROUTER_SETUPS = [
  /** As the tunnel asks: whoever runs it follows every change of the tunnel. */
  'correct',
  /** Announces another ASN than the tunnel expects: TCP connects, BGP is refused. */
  'wrong_asn',
  /** Another MD5 key than the tunnel's, or one where the tunnel has none: not even TCP connects. */
  'wrong_md5',
  /** Offers a hold time of 0, which Cloudflare does not take: TCP connects, BGP is refused. */
  'no_hold_time',
  /** Takes the tunnel's two addresses the wrong way round: it calls its own end and reaches nobody. */
  'swapped_ends',
  /** Opens the session and never finishes establishing it. */
  'stuck',
] as const

/** What can be done with it: set it up anew, cut its line, bring the line back. */
export const ROUTER_ACTS = [...ROUTER_SETUPS, 'cut', 'back'] as const

export type RouterSetup = (typeof ROUTER_SETUPS)[number]
export type RouterAct = (typeof ROUTER_ACTS)[number]

export const routerPlay = z.strictObject({ act: z.enum(ROUTER_ACTS) })

/** A world of this size is filled on request; a few more may then be created in it. */
export const MAX_FILLED = 5000

/** What is left out stays as it is. */
export const worldSettings = z.strictObject({
  /** Replaces the world's tunnels by so many: the usual few first, then generated ones in every state. */
  tunnels: z.optional(z.int().check(z.minimum(0), z.maximum(MAX_FILLED))),
  /** A fault of the stand-in's own table that disturbs every call until it is taken away with null. */
  fault: z.optional(z.nullable(z.string())),
  /** The account flag without which automatic return routing is refused (facts section 2). */
  coupler_integration: z.optional(z.boolean()),
})

export const simulation = z.object({
  fault: z.nullable(z.string()),
  coupler_integration: z.boolean(),
  /** Every fault that can be set, with what it does. */
  faults: z.array(z.object({ name: z.string(), what: z.string() })),
  /** By tunnel id. */
  routers: z.record(z.string(), z.object({ setup: z.enum(ROUTER_SETUPS), is_cut: z.boolean() })),
})

export type Simulation = z.infer<typeof simulation>
