/** What the handlers of the stand-in share: clock, delay, limits, keys, and the worlds of the accounts. */
import { createLimiter, GRAPHQL_LIMIT } from './allowance.ts'
import { createKeyDigests } from './world/key-digests.ts'
import { createMemoryStore, type WorldStore } from './world/store.ts'
import { createWorlds } from './worlds.ts'

export interface SandboxOptions {
  /** Milliseconds since the epoch. */
  now?: () => number
  /** Returns a number from 0 up to but not including 1. */
  random?: () => number
  wait?: (ms: number) => Promise<void>
  /** The delay of an answer in milliseconds; by default like that of the real API over the Internet. */
  latency?: () => number
  store?: WorldStore
  /** Calls per account in five minutes. */
  limit?: number
}

const hexId = (random: () => number): string =>
  Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('')

const latencyOf = (random: () => number) => () => 120 + random() * 230

export const createDeps = (options: SandboxOptions) => {
  const now = options.now ?? Date.now
  const random = options.random ?? Math.random
  const newId = () => hexId(random)
  return {
    now,
    newId,
    wait: options.wait ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))),
    latency: options.latency ?? latencyOf(random),
    spend: createLimiter(now, options.limit),
    /** The GraphQL API has its own limit. */
    spendGraphql: createLimiter(now, GRAPHQL_LIMIT),
    keys: createKeyDigests(),
    worlds: createWorlds(options.store ?? createMemoryStore(now), newId, now),
    /** The number of pending writes by account. */
    writing: new Map<string, number>(),
  }
}

export type Deps = ReturnType<typeof createDeps>
