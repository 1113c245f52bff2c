/** Random secrets, and their comparison in a time that tells nothing. */

const encoder = new TextEncoder()

/** @returns 2 × `bytes` hexadecimal digits */
export const randomHex = (bytes: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')

/** Compares digests, so that neither content nor length shows in the time it takes. */
export const isSameSecret = async (given: string, expected: string): Promise<boolean> => {
  const [a, b] = await Promise.all(
    [given, expected].map((text) => crypto.subtle.digest('SHA-256', encoder.encode(text))),
  )
  const [left, right] = [new Uint8Array(a ?? []), new Uint8Array(b ?? [])]
  return left.reduce((difference, byte, i) => difference | (byte ^ (right[i] ?? 0)), 0) === 0
}
