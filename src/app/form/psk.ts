/** Pre-shared keys: generated in the browser, so that a lost answer never loses the key, or typed. */
import { GENERATED_PSK_LENGTH } from '../../contract/fields/keys.ts'

export const OWN_KEY_HINT = 'Sent as typed: spaces at either end count.'

/**
 * Letters and digits that every common router accepts unquoted, without easily confused ones (0 O, 1 l I). 32 of them
 * have 186 bits.
 */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'

/** A new key from the platform's secure random source; all characters are equally likely. */
export const generatePsk = (): string => {
  // Bytes past the largest multiple of the alphabet's length would favour its first letters.
  const limit = 256 - (256 % ALPHABET.length)
  let key = ''
  while (key.length < GENERATED_PSK_LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(GENERATED_PSK_LENGTH))) {
      if (byte < limit && key.length < GENERATED_PSK_LENGTH) key += ALPHABET.charAt(byte % ALPHABET.length)
    }
  }
  return key
}
