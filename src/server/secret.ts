/** Random secrets, and their comparison in a time that tells nothing. */

const encoder = new TextEncoder()

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** @returns 2 × `bytes` hexadecimal digits */
export const randomHex = (bytes: number): string => hex(crypto.getRandomValues(new Uint8Array(bytes)))

/** @returns the SHA-256 of the text in 64 hexadecimal digits */
export const digestOf = async (text: string): Promise<string> =>
  hex(new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text))))

/** Tells requests apart without keeping them: two marks are equal when what they mark is, keys included. */
export const createMarker = (): ((content: unknown) => Promise<string>) => {
  // With salt, so that a mark in memory cannot be tried against a list of likely keys.
  const salt = randomHex(32)
  return (content) => digestOf(salt + JSON.stringify(content))
}

/** Compares digests, so that neither content nor length shows in the time it takes. */
export const isSameSecret = async (given: string, expected: string): Promise<boolean> => {
  const [a, b] = await Promise.all(
    [given, expected].map((text) => crypto.subtle.digest('SHA-256', encoder.encode(text))),
  )
  const [left, right] = [new Uint8Array(a ?? []), new Uint8Array(b ?? [])]
  return left.reduce((difference, byte, i) => difference | (byte ^ (right[i] ?? 0)), 0) === 0
}
