/**
 * The interface addresses that a tunnel had before. The API keeps no history, so they are known only from what this
 * browser saw: each time a tunnel is read, a difference from the last time is an edit, made here or elsewhere. Stored on
 * this device. Static routes may still lead to such a pair (docs/routes-and-health.md, Routes on the pages).
 */
import type { Tunnel } from '../../contract/tunnel.ts'
import { readKept, writeKept } from '../kept.ts'

export interface SeenPair {
  interface_address: string
  /** When it was last seen on this tunnel, in milliseconds since the epoch. */
  at: number
}

interface Kept {
  now: SeenPair
  /** Newest first. */
  former: readonly SeenPair[]
}

const MOST = 3

const keyOf = (tunnelId: string): string => `pairs.${tunnelId}`

const isPair = (value: unknown): value is SeenPair => {
  const { interface_address, at } = (value ?? {}) as Partial<SeenPair>
  return typeof interface_address === 'string' && typeof at === 'number'
}

const read = (tunnelId: string): Kept | null => {
  const { now, former } = (readKept(keyOf(tunnelId)) ?? {}) as Partial<Kept>
  return isPair(now) ? { now, former: Array.isArray(former) ? former.filter(isPair) : [] } : null
}

/** Records the tunnel's interface address. @returns those that it had before, as far as this browser saw, newest first */
export const seePair = (
  { id, interface_address }: Pick<Tunnel, 'id' | 'interface_address'>,
  at: number,
): readonly SeenPair[] => {
  const kept = read(id)
  const former = (kept ? [kept.now, ...kept.former] : [])
    .filter((pair) => pair.interface_address !== interface_address)
    .filter((pair, index, all) => all.findIndex((each) => isSameAs(each, pair)) === index)
    .slice(0, MOST)
  writeKept(keyOf(id), { now: { interface_address, at }, former } satisfies Kept)
  return former
}

const isSameAs = (a: SeenPair, b: SeenPair): boolean => a.interface_address === b.interface_address

/** For when the routes have been moved to the tunnel's present pair, or are meant to stay where they are. */
export const forgetFormerPairs = (tunnelId: string): void => {
  const kept = read(tunnelId)
  if (kept) writeKept(keyOf(tunnelId), { ...kept, former: [] } satisfies Kept)
}
