/**
 * Schemas of the calls that only the stand-in has: the behaviour of the simulated router and of the stand-in
 * itself. None of this exists in Cloudflare's API, and the proxy serves it in sandbox mode only.
 */
import * as z from 'zod/mini'
import { BGP_STATES } from './tunnel-values.ts'

/** Configurations of the simulated router. */
export const ROUTER_SETUPS = [
  /** Matches the tunnel, also after every change of the tunnel. */
  'correct',
  /** Uses another ASN than the tunnel expects: TCP connects, BGP is refused. */
  'wrong_asn',
  /** Uses another MD5 key than the tunnel's, or one although the tunnel has none: TCP does not connect. */
  'wrong_md5',
  /** Offers a hold time of 0, which Cloudflare does not accept: TCP connects, BGP is refused. */
  'no_hold_time',
  /**
   * Has swapped the two interface addresses: it connects to its own address, and nothing reaches Cloudflare.
   */
  'swapped_ends',
  /** Opens the session and never finishes establishing it. */
  'stuck',
] as const

/** Also the configurations without a button of their own. */
export const ROUTER_KINDS = [
  ...ROUTER_SETUPS,
  /** Configured with the text of files. */
  'configured',
  /** A real router: `npm run lab` reports its session. */
  'lab',
] as const

/** Acts that affect only the health probes, with the resulting state of the probes. */
export const PROBE_ACTS = {
  /** A stateful firewall drops probes of type reply; traffic passes. */
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

/**
 * Acts without further data: configure the router, interrupt its connection, restore it, change its probes.
 */
const PLAIN_ACTS = [
  ...ROUTER_SETUPS,
  'cut',
  'back',
  'block_probes',
  'fail_one',
  'lose_some',
  'pass_probes',
] as const
/** All acts, including those that need further data. */
export const ROUTER_ACTS = [...PLAIN_ACTS, 'configure', 'report'] as const

export type RouterSetup = (typeof ROUTER_SETUPS)[number]
export type PlainAct = (typeof PLAIN_ACTS)[number]
export type RouterAct = (typeof ROUTER_ACTS)[number]

/** The session of a real router. */
export const routerSession = z.strictObject({
  state: z.enum(BGP_STATES),
  tcp_established: z.boolean(),
  /** The BGP state: Idle, Connect, Active, OpenSent, OpenConfirm, Established. */
  bgp_state: z.string(),
})

export type RouterSession = z.infer<typeof routerSession>

export const routerPlay = z.strictObject({
  act: z.enum(ROUTER_ACTS),
  /** For `configure`: the texts of any of frr.conf, bird.conf and swanctl.conf, by file name. */
  files: z.optional(z.record(z.string(), z.string())),
  /** For `report`. */
  session: z.optional(routerSession),
})

/** Limits of a world's pace: as fast as a real router, or a hundred times as fast. */
export const PACE = { least: 1, most: 100 } as const

/**
 * Cache time of health data for a world's pace. At the shortest time, three queries use the proxy's GraphQL
 * budget of five minutes.
 */
export const healthKeptMs = (pace: number): number => Math.max(6_000, 60_000 / pace)

/**
 * The largest number of tunnels that a world can be filled with. Some more can be created in it afterwards.
 */
export const MAX_FILLED = 5000

/** Failures between a page and its server, which no call of the API can cause. */
export const PAGE_FAULTS = ['offline', 'signed_out', 'new_version'] as const

export type PageFault = (typeof PAGE_FAULTS)[number]

/** Settings of a world. A setting that is left out does not change. */
export const worldSettings = z.strictObject({
  /**
   * Replaces all tunnels and routes: this number of tunnels, the default ones first, then generated ones in
   * every state.
   */
  tunnels: z.optional(z.int().check(z.minimum(0), z.maximum(MAX_FILLED))),
  /** A fault from the stand-in's table, which affects every call until it is set to null. */
  fault: z.optional(z.nullable(z.string())),
  /** The account flag without which automatic return routing is refused (docs/api.md, Fields). */
  coupler_integration: z.optional(z.boolean()),
  /** How many times faster than in reality BGP sessions come up and time out. */
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
      /** Set for faults that the page itself simulates. */
      page: z.optional(z.enum(PAGE_FAULTS)),
    }),
  ),
  /** By tunnel id. */
  routers: z.record(
    z.string(),
    z.object({
      setup: z.enum(ROUTER_KINDS),
      is_cut: z.boolean(),
      /** What is wrong with its probes; left out if nothing is. */
      probes: z.optional(z.enum(PROBE_FAULTS)),
      /** When its session will be up, in milliseconds since the epoch; left out if it is not coming up. */
      connects_at: z.optional(z.number()),
      /** For a configured router: its differences from the tunnel, one sentence each. */
      differences: z.optional(z.array(z.string())),
      /** The lines of the last text that were not understood. */
      unread: z.optional(z.array(z.string())),
    }),
  ),
})

export type Simulation = z.infer<typeof simulation>
