/**
 * What every device is set to where it can be (docs/routers.md, Parameters): what Cloudflare's reference
 * recommends, and nothing weaker beside it.
 */

/** Largest TCP segment on the tunnel, for both directions. */
export const MSS = 1360

/** BGP timers in seconds. Cloudflare offers a hold time of 90; the usual retry of 120 hides who started first. */
export const BGP_TIMERS = { keepalive: 30, hold: 90, connectRetry: 10 } as const

/** Lifetimes in seconds: IKE as the guides have it, ESP at the upper end of the 30 minutes to 8 hours advised. */
export const LIFETIMES = { ike: 86_400, esp: 28_800 } as const

export const GCM_GROUP_20 = {
  ike: 'IKEv2, AES-256-GCM, PRF SHA2-256, DH group 20, 24 hours',
  esp: 'AES-256-GCM, PFS group 20, 8 hours',
} as const

export const CBC_GROUP_20 = {
  ike: 'IKEv2, AES-256-CBC, SHA2-256, DH group 20',
  esp: 'AES-256-CBC, SHA2-256, PFS group 20, 8 hours',
} as const
