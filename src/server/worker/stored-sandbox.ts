/** The stand-in inside an object, with a world that lasts: it is in the object's storage. */
import { createSandbox } from '../../sandbox/sandbox.ts'
import { MAX_IDLE_MS, type WorldStore } from '../../sandbox/store.ts'
import { world } from '../../sandbox/world.ts'
import { fetchSend, type Send } from '../upstream/transport.ts'
import type { ObjectState } from './runtime.ts'

/** The number rises with the format, and then a fresh world begins beside the old one. */
const KEY = 'world-1'
const DAY_MS = 86_400_000

export interface LastingSandbox {
  send: Send
  /** To be called when nobody has used the world for long. */
  drop(): Promise<void>
}

export const createLastingSandbox = ({ storage }: ObjectState): LastingSandbox => {
  let usedAt = Number.NEGATIVE_INFINITY
  /** A day more or less does not matter, and each alarm set is a write. */
  const use = async () => {
    const now = Date.now()
    if (now - usedAt < DAY_MS) return
    usedAt = now
    await storage.setAlarm(now + MAX_IDLE_MS)
  }
  // An object is of one account, so it has one world, whatever it is called.
  const store: WorldStore = {
    load: async () => {
      await use()
      return world.safeParse(await storage.get(KEY)).data
    },
    save: (_accountId, changed) => storage.put(KEY, changed),
  }
  const sandbox = createSandbox({ store })
  return { send: fetchSend((request) => sandbox.fetch(request)), drop: () => storage.deleteAll() }
}
