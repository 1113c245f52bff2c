/** The stand-in inside an object, with a world that lasts: it is in the object's storage. */
import { createSandbox } from '../../sandbox/sandbox.ts'
import { MAX_IDLE_MS, type WorldStore } from '../../sandbox/store.ts'
import { storedTunnels, world } from '../../sandbox/world.ts'
import { fetchSend, type Send } from '../upstream/transport.ts'
import type { ObjectState } from './runtime.ts'

/** The number rises with the format, and then a fresh world begins beside the old one. */
const KEY = 'world-1'
/** A value may have 2 MB; a world of more tunnels is kept in several. */
const TUNNELS_PER_VALUE = 1000
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
      const first = world.safeParse(await storage.get(KEY)).data
      if (!first) return undefined
      const tunnels = [...first.tunnels]
      for (let part = 1; tunnels.length === part * TUNNELS_PER_VALUE; part++) {
        const more = storedTunnels.safeParse(await storage.get(`${KEY}-${part}`)).data
        if (!more) break
        tunnels.push(...more)
      }
      return { ...first, tunnels }
    },
    save: async (_accountId, changed) => {
      const { tunnels } = changed
      const puts: Promise<void>[] = []
      // Begun without a wait in between, they are written together or not at all. The last part is never full, so
      // that a load knows where to stop.
      for (let part = 0; part * TUNNELS_PER_VALUE <= tunnels.length; part++) {
        const of = tunnels.slice(part * TUNNELS_PER_VALUE, (part + 1) * TUNNELS_PER_VALUE)
        puts.push(
          part === 0 ? storage.put(KEY, { ...changed, tunnels: of }) : storage.put(`${KEY}-${part}`, of),
        )
      }
      await Promise.all(puts)
    },
  }
  const sandbox = createSandbox({ store })
  return { send: fetchSend((request) => sandbox.fetch(request)), drop: () => storage.deleteAll() }
}
