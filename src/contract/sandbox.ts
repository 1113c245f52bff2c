/**
 * What only the stand-in can be told: how the simulated router at the far end behaves, and how it fails itself.
 * Nothing of this exists in Cloudflare's API, and the proxy serves it in sandbox mode only.
 */
import * as z from 'zod/mini'
import { BGP_STATES } from './tunnel-values.ts'

/** How the simulated router is set up. */
export const ROUTER_SETUPS = [
  /** As the tunnel asks, through every change of the tunnel. */
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

/** How it is set up where no button does it. */
export const ROUTER_KINDS = [
  ...ROUTER_SETUPS,
  /** With the text of files. */
  'configured',
  /** It is a real one: `npm run lab` reports its session. */
  'lab',
] as const

/** Acts on its health probes alone, with what is then wrong with them. */
export const PROBE_ACTS = {
  /** A stateful firewall drops probes in reply style; traffic passes. */
  block_probes: 'blocked',
  /** Probes of one data centre fail. */
  fail_one: 'one_bad',
  /** A few are lost everywhere: displayed as healthy, and degraded for routing. */
  lose_some: 'lossy',
  pass_probes: null,
} as const
/** What can be wrong with its health probes alone. */
export const PROBE_FAULTS = ['one_bad', 'lossy', 'blocked'] as const
export type ProbeAct = keyof typeof PROBE_ACTS
export const isProbeAct = (act: string): act is ProbeAct => Object.hasOwn(PROBE_ACTS, act)

/** Acts on it: set it up again, cut its line, restore the line. */
const PLAIN_ACTS = [
  ...ROUTER_SETUPS,
  'cut',
  'back',
  'block_probes',
  'fail_one',
  'lose_some',
  'pass_probes',
] as const
/** And what needs more than a word. */
export const ROUTER_ACTS = [...PLAIN_ACTS, 'configure', 'report'] as const

export type RouterSetup = (typeof ROUTER_SETUPS)[number]
export type PlainAct = (typeof PLAIN_ACTS)[number]
export type RouterAct = (typeof ROUTER_ACTS)[number]

/** A session as a real router has it. */
export const routerSession = z.strictObject({
  state: z.enum(BGP_STATES),
  tcp_established: z.boolean(),
  /** The state in the words of BGP: Idle, Connect, Active, OpenSent, OpenConfirm, Established. */
  bgp_state: z.string(),
})

export type RouterSession = z.infer<typeof routerSession>

export const routerPlay = z.strictObject({
  act: z.enum(ROUTER_ACTS),
  /** With `configure`: the texts of frr.conf, bird.conf and swanctl.conf by file name, as many as there are. */
  files: z.optional(z.record(z.string(), z.string())),
  /** With `report`. */
  session: z.optional(routerSession),
})

/** The bounds of a world's pace: as a real router, or a hundred times as fast. */
export const PACE = { least: 1, most: 100 } as const

/**
 * How long answers about health are kept in a world of that pace. Three questions at the shortest interval are what
 * the proxy asks the GraphQL API in five minutes.
 */
export const healthKeptMs = (pace: number): number => Math.max(6_000, 60_000 / pace)

/** A world of this size is filled on request; a few more may then be created in it. */
export const MAX_FILLED = 5000

/** What can happen between a page and its server: none of the API's calls fails. */
export const PAGE_FAULTS = ['offline', 'signed_out', 'new_version'] as const

export type PageFault = (typeof PAGE_FAULTS)[number]

/** What is left out stays as it is. */
export const worldSettings = z.strictObject({
  /** Replaces the world's tunnels by so many: the usual few first, then generated ones in every state. Its routes too. */
  tunnels: z.optional(z.int().check(z.minimum(0), z.maximum(MAX_FILLED))),
  /** A fault of the stand-in's own table that disturbs every call until it is taken away with null. */
  fault: z.optional(z.nullable(z.string())),
  /** The account flag without which automatic return routing is refused (docs/api.md, Fields). */
  coupler_integration: z.optional(z.boolean()),
  /** How many times faster than usual BGP sessions come up and are noticed as lost. */
  pace: z.optional(z.number().check(z.minimum(PACE.least), z.maximum(PACE.most))),
})

export const simulation = z.object({
  fault: z.nullable(z.string()),
  coupler_integration: z.boolean(),
  pace: z.number(),
  /** Every fault that can be set, with what it does. */
  faults: z.array(
    z.object({
      name: z.string(),
      what: z.string(),
      /** Played by the page itself, on its way to the server. */
      page: z.optional(z.enum(PAGE_FAULTS)),
    }),
  ),
  /** By tunnel id. */
  routers: z.record(
    z.string(),
    z.object({
      setup: z.enum(ROUTER_KINDS),
      is_cut: z.boolean(),
      /** What is wrong with its probes alone; left out where nothing is. */
      probes: z.optional(z.enum(PROBE_FAULTS)),
      /** When its session will be up, in milliseconds since the epoch; left out when it is not on the way there. */
      connects_at: z.optional(z.number()),
      /** Of a configured router: where it differs from the tunnel, a sentence each. */
      differences: z.optional(z.array(z.string())),
      /** And what was not understood of the text given last. */
      unread: z.optional(z.array(z.string())),
    }),
  ),
})

export type Simulation = z.infer<typeof simulation>
