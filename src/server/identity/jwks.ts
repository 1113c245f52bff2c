/**
 * The issuer's keys, fetched now and then and kept longer than that: an issuer that is away for an hour must not
 * lock everyone out, and a stranger with made-up key ids must not make us hammer it.
 */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'

/** All in milliseconds. Access itself keeps signing keys valid for days after a rotation. */
const FRESH_MS = 600_000
const USABLE_MS = 86_400_000
const BETWEEN_TRIES_MS = 30_000
const TIMEOUT_MS = 5000

export class KeysUnavailable extends Error {}

/** Reads the key set, or throws. */
export type FetchKeys = (url: string) => Promise<JSONWebKeySet>

const fetchKeys: FetchKeys = async (url) => {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (response.status !== 200) throw new Error('no key set')
  return (await response.json()) as JSONWebKeySet
}

export interface Keys {
  find: JWTVerifyGetKey
  /** The fetch under way, or null. It serves everyone, so it must not end with the request that began it. */
  pending(): Promise<void> | null
}

export const createKeys = (url: string, now: () => number, fetcher = fetchKeys): Keys => {
  let known: { find: ReturnType<typeof createLocalJWKSet>; at: number } | null = null
  let triedAt = Number.NEGATIVE_INFINITY
  let trying: Promise<void> | null = null

  // Replaces a try that is still under way: by then it has long passed its deadline, so it will never end.
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
    // Callers that come while the first fetch is under way wait for the same fetch.
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
