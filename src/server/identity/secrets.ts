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

/** Takes as long for any guess of a length: every character counts, whatever the ones before it were. */
export const isSameSecret = (given: string, expected: string): boolean => {
  let difference = given.length ^ expected.length
  for (let i = 0; i < expected.length; i++) {
    difference |= expected.charCodeAt(i) ^ given.charCodeAt(i % given.length)
  }
  return difference === 0
}
