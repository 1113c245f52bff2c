/**
 * The worlds of all accounts. Calls for one account run one after the other, so that no two calls read the same world
 * and both change it, even if its store is slow.
 */
import { createWorld } from './seed/seed.ts'
import type { WorldStore } from './world/store.ts'
import type { World } from './world/world.ts'

export interface Worlds {
  /** Returns the world; creates it from the seed at the first call. */
  look(accountId: string): Promise<World>
  /**
   * Lets `act` change a copy, and stores it when `keeps` returns true.
   * @returns what `act` returned
   */
  change<T>(
    accountId: string,
    act: (copy: World) => T,
    keeps: (result: T, copy: World) => boolean,
  ): Promise<T>
}

/** @param newId generates ids @param now milliseconds since the epoch */
export const createWorlds = (store: WorldStore, newId: () => string, now: () => number): Worlds => {
  const lanes = new Map<string, Promise<unknown>>()
  const inTurn = async <T>(accountId: string, task: () => Promise<T>): Promise<T> => {
    const turn = (lanes.get(accountId) ?? Promise.resolve()).then(task)
    const settled = turn.catch(() => undefined)
    lanes.set(accountId, settled)
    try {
      return await turn
    } finally {
      if (lanes.get(accountId) === settled) lanes.delete(accountId)
    }
  }
  const open = async (accountId: string): Promise<World> => {
    const known = await store.load(accountId)
    if (known) return known
    const fresh = createWorld(newId, now())
    await store.save(accountId, fresh)
    return fresh
  }
  return {
    look: (accountId) => inTurn(accountId, () => open(accountId)),
    change: (accountId, act, keeps) =>
      inTurn(accountId, async () => {
        const copy = structuredClone(await open(accountId))
        const result = act(copy)
        if (keeps(result, copy)) await store.save(accountId, copy)
        return result
      }),
  }
}
