/** Stores worlds between calls: in memory, in files or in a Durable Object, as the entry file chooses. */
import type { World } from './world.ts'

export interface WorldStore {
  /** Returns what was saved last, or undefined. The result must not be modified. */
  load(accountId: string): Promise<World | undefined>
  /** Called after `load` of the same world. Calls for one account never overlap: the caller waits. */
  save(accountId: string, world: World): Promise<void>
}

/** Limits the memory; more than anyone uses. */
export const MAX_WORLDS = 1000
/** For all worlds together: enough for twenty filled worlds. */
export const MAX_KEPT_TUNNELS = 100_000
/** A world that was unused for this time is dropped. */
export const MAX_IDLE_MS = 30 * 24 * 60 * 60 * 1000

export interface Kept {
  get(accountId: string): World | undefined
  set(accountId: string, world: World): void
}

/**
 * Keeps worlds in memory; drops the longest unused ones over the limits.
 * @param now milliseconds since the epoch
 * @param onDrop called for each dropped world
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
    // A Map keeps the order of insertion, so the longest unused world is always the first.
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
