/**
 * The parameters for every device that supports them (docs/routers.md, Parameters): those that Cloudflare's
 * reference recommends, and no weaker alternative beside them.
 */
import { IKE } from '../contract/ike.ts'

/** Largest TCP segment on the tunnel, for both directions. */
export const MSS = IKE.mssClamp

/**
 * BGP timers in seconds. Cloudflare's hold time is 90. The usual connect retry of 120 can delay the session.
 */
export const BGP_TIMERS = { keepalive: 30, hold: 90, connectRetry: 10 } as const

/**
 * Lifetimes in seconds: IKE as in Cloudflare's guides, ESP the longest that Cloudflare advises (30 minutes to
 * 8 hours).
 */
export const LIFETIMES = { ike: 86_400, esp: 28_800 } as const

export const GCM_GROUP_20 = {
  ike: 'IKEv2, AES-256-GCM, PRF SHA2-256, DH group 20, 24 hours',
  esp: 'AES-256-GCM, PFS group 20, 8 hours',
} as const

export const CBC_GROUP_20_IKE = 'IKEv2, AES-256-CBC, SHA2-256, DH group 20, 24 hours'
