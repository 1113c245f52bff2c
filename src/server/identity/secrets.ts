/** Random secrets, digests, and comparison in constant time. */

const encoder = new TextEncoder()

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** @returns 2 × `bytes` hexadecimal digits */
export const randomHex = (bytes: number): string => hex(crypto.getRandomValues(new Uint8Array(bytes)))

/** @returns the SHA-256 of the text in 64 hexadecimal digits */
export const digestOf = async (text: string): Promise<string> =>
  hex(new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text))))

/** Returns a function that digests a request: equal requests, with equal keys, have equal digests. */
export const createMarker = (): ((content: unknown) => Promise<string>) => {
  // With salt, so that likely keys cannot be tested against a digest in memory.
  const salt = randomHex(32)
  return (content) => digestOf(salt + JSON.stringify(content))
}

/** Compares every character, so that the time does not depend on the position of the first difference. */
export const isSameSecret = (given: string, expected: string): boolean => {
  let difference = given.length ^ expected.length
  for (let i = 0; i < expected.length; i++) {
    difference |= expected.charCodeAt(i) ^ given.charCodeAt(i % given.length)
  }
  return difference === 0
}
