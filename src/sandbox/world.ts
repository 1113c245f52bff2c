/** What the stand-in remembers of one account. Plain data, so that a world can be written down and read back. */
import type { TunnelInput } from '../contract/tunnel.ts'

/** How the simulated router at the customer's end behaves. */
export type RouterBehaviour =
  /** Configured as the tunnel asks: the session comes up in its time. */
  | 'correct'
  /** Reaches Cloudflare but announces another ASN: TCP connects, BGP is refused. */
  | 'wrong_asn'
  /** Another MD5 key: not even TCP connects. */
  | 'wrong_md5'
  /** The line is cut: nothing arrives. */
  | 'cut'
  /** Opens sessions that never finish establishing. */
  | 'stuck'

export interface StoredTunnel {
  id: string
  /** What was sent, without the key: a key is never stored, only when it was set. */
  input: Omit<TunnelInput, 'psk'>
  created_on: string
  modified_on: string
  psk_set_on: string | null
  router: {
    behaviour: RouterBehaviour
    /** Milliseconds since the epoch from which on it behaves so. */
    since: number
    /** The session was up when that began, so it takes a while to be noticed as lost. */
    wasUp: boolean
  }
}

export interface World {
  /** The decimal account number that stands in generated IKE identities (facts section 3). */
  accountNumber: number
  tunnels: StoredTunnel[]
  /** Account flags: `coupler_integration` allows automatic return routing (facts section 2). */
  flags: { coupler_integration: boolean }
}

/** Keeps worlds between calls; an entry may keep them over a restart. */
export interface WorldStore {
  load(accountId: string): World | undefined
  save(accountId: string, world: World): void
}

const MAX_WORLDS = 1000

/** Worlds in memory; the one idle longest makes room when there are too many. */
export const createMemoryStore = (): WorldStore => {
  const worlds = new Map<string, World>()
  return {
    load(accountId) {
      const world = worlds.get(accountId)
      if (world) {
        worlds.delete(accountId)
        worlds.set(accountId, world)
      }
      return world
    },
    save(accountId, world) {
      worlds.delete(accountId)
      worlds.set(accountId, world)
      const idlest = worlds.keys().next().value
      if (worlds.size > MAX_WORLDS && idlest !== undefined) worlds.delete(idlest)
    },
  }
}
