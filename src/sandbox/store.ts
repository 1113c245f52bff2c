/** Where worlds are kept between calls. The entry chooses: in memory, in files, in a Durable Object. */
import type { World } from './world.ts'

export interface WorldStore {
  /** What was saved last, or undefined. The world belongs to the store: it is never changed in place. */
  load(accountId: string): Promise<World | undefined>
  /** Comes after a `load` of the same world. Calls for one account never overlap: the caller waits. */
  save(accountId: string, world: World): Promise<void>
}

/** More than anyone plays with, and a bound all the same. */
export const MAX_WORLDS = 1000
/** Of all worlds together: some twenty filled ones, and the few of every other. */
export const MAX_KEPT_TUNNELS = 100_000
/** A world that nobody asked for in a month is dropped. */
export const MAX_IDLE_MS = 30 * 24 * 60 * 60 * 1000

export interface Kept {
  get(accountId: string): World | undefined
  set(accountId: string, world: World): void
}

/**
 * Worlds by how long they have been idle; the idlest make room.
 * @param now milliseconds since the epoch
 * @param onDrop told of each world that goes
 */
export const createKept = (
  now: () => number,
  onDrop: (accountId: string) => void = () => undefined,
): Kept => {
  const kept = new Map<string, { world: World; usedAt: number }>()
  let tunnels = 0
  const remove = (accountId: string) => {
    tunnels -= kept.get(accountId)?.world.tunnels.length ?? 0
    kept.delete(accountId)
  }
  const touch = (accountId: string, world: World) => {
    // A Map remembers the order of insertion, so the idlest is always the first.
    remove(accountId)
    kept.set(accountId, { world, usedAt: now() })
    tunnels += world.tunnels.length
    for (const [id, { usedAt }] of kept) {
      const isFew = kept.size <= MAX_WORLDS && tunnels <= MAX_KEPT_TUNNELS
      if (isFew && now() - usedAt < MAX_IDLE_MS) break
      remove(id)
      onDrop(id)
    }
  }
  return {
    get(accountId) {
      const world = kept.get(accountId)?.world
      if (world) touch(accountId, world)
      return world
    },
    set: touch,
  }
}

export const createMemoryStore = (now: () => number = Date.now): WorldStore => {
  const kept = createKept(now)
  return {
    load: async (accountId) => kept.get(accountId),
    save: async (accountId, world) => kept.set(accountId, world),
  }
}
