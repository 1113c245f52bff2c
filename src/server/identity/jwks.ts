/**
 * The issuer's keys. They stay usable much longer than the time between fetches, so that an outage of the issuer locks
 * nobody out. The time between fetches has a lower limit, so that unknown key ids cannot cause many fetches.
 */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { steady } from '../clock.ts'

/** All in milliseconds. Access itself keeps signing keys valid for days after a rotation. */
const FRESH_MS = 600_000
const USABLE_MS = 86_400_000
const BETWEEN_TRIES_MS = 30_000
const TIMEOUT_MS = 5000

export class KeysUnavailable extends Error {}

/** Fetches the key set, or throws. */
export type FetchKeys = (url: string) => Promise<JSONWebKeySet>

const fetchKeys: FetchKeys = async (url) => {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (response.status !== 200) throw new Error('no key set')
  return (await response.json()) as JSONWebKeySet
}

export interface Keys {
  find: JWTVerifyGetKey
  /** The pending fetch, or null. All callers share it, so it must not end with the request that started it. */
  pending(): Promise<void> | null
}

export const createKeys = (url: string, clock: () => number, fetcher = fetchKeys): Keys => {
  const now = steady(clock)
  let known: { find: ReturnType<typeof createLocalJWKSet>; at: number } | null = null
  let triedAt = Number.NEGATIVE_INFINITY
  let trying: Promise<void> | null = null

  // Replaces a pending fetch: that one has passed its timeout by now, so it will never end.
  const refresh = (): Promise<void> => {
    triedAt = now()
    const mine = fetcher(url)
      .then((keys) => {
        known = { find: createLocalJWKSet(keys), at: now() }
      })
      .catch(() => undefined)
      .finally(() => {
        if (trying === mine) trying = null
      })
    trying = mine
    return mine
  }
  const mayTry = () => now() - triedAt >= BETWEEN_TRIES_MS

  const find: JWTVerifyGetKey = async (header, token) => {
    const age = known ? now() - known.at : Number.POSITIVE_INFINITY
    // Requests that arrive during the first fetch wait for it.
    if (age > USABLE_MS) await (mayTry() ? refresh() : trying)
    else if (age > FRESH_MS && mayTry()) void refresh()
    if (!known || now() - known.at > USABLE_MS) throw new KeysUnavailable()
    try {
      return await known.find(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !mayTry()) throw error
      const before: unknown = known
      await refresh()
      if (known === before) throw new KeysUnavailable()
      return known.find(header, token)
    }
  }
  return { find, pending: () => trying }
}
