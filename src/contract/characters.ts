/** Characters that do not belong into a value: which they are, what to call them, where they stand. */

export interface PlacedCharacter {
  /** The character itself, whole even when it takes two UTF-16 units. */
  character: string
  /** Counted from 1, in characters as a person counts them. */
  position: number
  /**
   * What to call it in a sentence: the character, its code beside it when it is not ASCII (some look exactly
   * like a letter that is), or a description when it cannot be seen.
   */
  name: string
}

const NAMES: Record<string, string> = {
  ' ': 'a space',
  '\t': 'a tab',
  '\n': 'a line break',
  '\r': 'a carriage return',
  '\u000b': 'a vertical tab',
  '\u000c': 'a form feed',
  '\u00a0': 'a no-break space',
  '\u00ad': 'a soft hyphen',
  '\u200b': 'a zero-width space',
  '\u200c': 'a zero-width non-joiner',
  '\u200d': 'a zero-width joiner',
  '\u200e': 'a left-to-right mark',
  '\u200f': 'a right-to-left mark',
  '\u202f': 'a narrow no-break space',
  '\u2060': 'a word joiner',
  '\u3000': 'an ideographic space',
  '\ufeff': 'a byte order mark',
}

/** The marks that start and end a change of direction: U+202A to U+202E, U+2066 to U+2069. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/
const BLANK = /[^\S\ufeff]/
const CONTROL = /\p{Cc}/u
const INVISIBLE = /[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/u
const EDGE = /[\s\p{Cf}\p{Cc}]/u

/** A space of any kind, tabs and line breaks included. */
export const isBlank = (character: string): boolean => BLANK.test(character)

/** Neither seen nor a blank: zero-width, direction and control characters. */
export const isInvisible = (character: string): boolean => !isBlank(character) && INVISIBLE.test(character)

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

export const nameOf = (character: string): string => {
  const code = codeOf(character)
  const named = NAMES[character] ?? (DIRECTION.test(character) ? 'a direction mark' : undefined)
  if (named) return character > '\x7f' ? `${named} (${code})` : named
  if (/^[\x20-\x7e]$/.test(character)) return character
  if (CONTROL.test(character)) return `a control character (${code})`
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) ? `${character} (${code})` : code
}

/** Only the article of a name grows: an upper-case letter would be another character than the one typed. */
export const startOfSentence = (name: string): string => name.replace(/^a(n?) /, 'A$1 ')

/** The first character that `isBad` says so of, or null. */
export const firstCharacter = (
  text: string,
  isBad: (character: string) => boolean,
): PlacedCharacter | null => {
  let position = 0
  for (const character of text) {
    position++
    if (isBad(character)) return { character, position, name: nameOf(character) }
  }
  return null
}

/** A control character makes a name or a description unreadable, in a log as on a screen. */
export const firstControl = (text: string): PlacedCharacter | null =>
  firstCharacter(text, (character) => CONTROL.test(character))

export const withoutCharacters = (text: string, isBad: (character: string) => boolean): string =>
  [...text].filter((character) => !isBad(character)).join('')

/**
 * What may go without a word from any text but a key: blanks and what cannot be seen, at both ends. By hand,
 * because a pattern for the end would look at a long run of blanks again and again.
 */
export const tidyText = (text: string): string => {
  let from = 0
  let to = text.length
  // All of these lie in the basic plane, but for tags that no keyboard makes.
  while (from < to && EDGE.test(text.charAt(from))) from++
  while (to > from && EDGE.test(text.charAt(to - 1))) to--
  return text.slice(from, to)
}
