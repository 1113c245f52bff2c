/** The stand-in inside a Durable Object, with its world in the object's storage. */
import { createSandbox } from '../../sandbox/sandbox.ts'
import { MAX_IDLE_MS, type WorldStore } from '../../sandbox/world/store.ts'
import { storedRoutes, storedTunnels, type World, world } from '../../sandbox/world/world.ts'
import { fetchSend, type Send } from '../upstream/transport.ts'
import type { ObjectState } from './runtime.ts'

/** The number changes with the format, so that a stored world of an older format is not read. */
const KEY = 'world-1'
/** A value may have 2 MB, so a large world is stored in several values. */
const PER_VALUE = 1000
const DAY_MS = 86_400_000

type List = 'tunnels' | 'routes'

/** The key of a part of a list; part 0 is in the value of the world itself. */
const keyOf = (list: List, part: number): string =>
  list === 'tunnels' ? `${KEY}-${part}` : `${KEY}-${list}-${part}`

/** The last part is never full, so that `load` knows where to stop. */
const partsOf = (of: World, list: List): unknown[][] => {
  const count = Math.floor(of[list].length / PER_VALUE) + 1
  return Array.from({ length: count }, (_, part) => of[list].slice(part * PER_VALUE, (part + 1) * PER_VALUE))
}

export interface LastingSandbox {
  send: Send
  /** Deletes the world. */
  drop(): Promise<void>
}

export const createLastingSandbox = ({ storage }: ObjectState): LastingSandbox => {
  let usedAt = Number.NEGATIVE_INFINITY
  /** Sets the alarm at most once a day, because each time is a write to storage. */
  const use = async () => {
    const now = Date.now()
    if (now - usedAt < DAY_MS) return
    usedAt = now
    await storage.setAlarm(now + MAX_IDLE_MS)
  }
  // An object belongs to one account, so it has one world and ignores the account's id.
  const store: WorldStore = {
    load: async () => {
      await use()
      const first = world.safeParse(await storage.get(KEY)).data
      if (!first) return undefined
      const more = async <T>(list: List, all: T[], read: (value: unknown) => T[] | undefined) => {
        for (let part = 1; all.length === part * PER_VALUE; part++) {
          const found = read(await storage.get(keyOf(list, part)))
          if (!found) break
          all.push(...found)
        }
        return all
      }
      return {
        ...first,
        tunnels: await more('tunnels', [...first.tunnels], (value) => storedTunnels.safeParse(value).data),
        routes: await more('routes', [...first.routes], (value) => storedRoutes.safeParse(value).data),
      }
    },
    save: async (_accountId, changed) => {
      const [tunnels, routes] = [partsOf(changed, 'tunnels'), partsOf(changed, 'routes')]
      // Writes that start without an `await` in between are committed together or not at all.
      await Promise.all([
        storage.put(KEY, { ...changed, tunnels: tunnels[0], routes: routes[0] }),
        ...tunnels.slice(1).map((part, index) => storage.put(keyOf('tunnels', index + 1), part)),
        ...routes.slice(1).map((part, index) => storage.put(keyOf('routes', index + 1), part)),
      ])
    },
  }
  const sandbox = createSandbox({ store })
  return { send: fetchSend((request) => sandbox.fetch(request)), drop: () => storage.deleteAll() }
}
