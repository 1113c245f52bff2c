/**
 * Which characters a BGP MD5 key may hold. The API page forbids `"`, `?` and everything that is not printable
 * ASCII, and its two descriptions of the set differ on the backslash only (facts 2.3, C12): it is allowed
 * here and the API decides.
 */

/** Cloudflare documents at most this many characters; the API page gives no limit (facts 2.3). */
export const MD5_KEY_DOCUMENTED_MAX = 80

export interface IllegalCharacter {
  /** The character itself, whole even when it takes two UTF-16 units. */
  character: string
  /** Counted from 1, in characters as a person counts them. */
  position: number
  /**
   * What to call it in a sentence: the character, its code beside it when it is not ASCII (some look exactly
   * like a letter that is), or its name alone when it cannot be seen.
   */
  name: string
}

const NAMES: Record<string, string> = {
  '\t': 'a tab',
  '\n': 'a line break',
  '\r': 'a carriage return',
  '\u000b': 'a vertical tab',
  '\u000c': 'a form feed',
  '\u00a0': 'a no-break space',
}

const isAllowed = (character: string): boolean => /^[\x20-\x7e]$/.test(character) && !/["?]/.test(character)

const nameOf = (character: string): string => {
  const named = NAMES[character]
  if (named) return named
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  if (/^[\x20-\x7e]$/.test(character)) return character
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) ? `${character} (${code})` : code
}

/** The first character that the API refuses, or null when there is none. An empty key has none. */
export const firstIllegalCharacter = (key: string): IllegalCharacter | null => {
  const characters = [...key]
  const index = characters.findIndex((character) => !isAllowed(character))
  const character = characters[index]
  return character === undefined ? null : { character, position: index + 1, name: nameOf(character) }
}

/** The key without every character that the API refuses. */
export const withoutIllegalCharacters = (key: string): string => [...key].filter(isAllowed).join('')
