/**
 * Recognises the PSKs of tunnels without storing them: digests with a random salt, in the memory of this process only.
 * After a restart it knows no key.
 */
export interface KeyDigests {
  keep(tunnelId: string, key: string): void
  /** @returns null when no key of the tunnel is known */
  isSame(tunnelId: string, key: Uint8Array): Promise<boolean | null>
}

/** Keys of deleted tunnels are forgotten only when there are this many. */
const MOST = 20_000

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

export const createKeyDigests = (): KeyDigests => {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const digests = new Map<string, Promise<string>>()
  const digestOf = async (key: Uint8Array) =>
    hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array([...salt, ...key]))))
  return {
    keep(tunnelId, key) {
      digests.set(tunnelId, digestOf(new TextEncoder().encode(key)))
      const [oldest] = digests.keys()
      if (digests.size > MOST && oldest !== undefined) digests.delete(oldest)
    },
    async isSame(tunnelId, key) {
      const kept = await digests.get(tunnelId)
      return kept === undefined ? null : kept === (await digestOf(key))
    },
  }
}
