/** Finds characters that do not belong in a value, and names them for a message. */

export interface PlacedCharacter {
  /** The character itself, complete even if it has two UTF-16 units. */
  character: string
  /** Counted from 1, in characters. */
  position: number
  /**
   * Its name in a sentence: the character, followed by its code point if it is not ASCII (some look exactly
   * like an ASCII letter), or a description if it is invisible.
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
/** Half of a UTF-16 pair, which is left when text is cut inside a character. Programs replace it as they like. */
const HALF = /\p{Cs}/u
const INVISIBLE = /[\p{Cf}\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}]/u
const EDGE = /[\s\p{Cf}\p{Cc}]/u

/** Whether it is a space of any kind, including tabs and line breaks. */
export const isBlank = (character: string): boolean => BLANK.test(character)

/** Whether it is invisible and not a blank: zero-width, direction and control characters. */
export const isInvisible = (character: string): boolean => !isBlank(character) && INVISIBLE.test(character)

export const isUnseen = (character: string): boolean =>
  isInvisible(character) || (isBlank(character) && character !== ' ')

export const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

export const nameOf = (character: string): string => {
  const code = codeOf(character)
  const named = NAMES[character] ?? (DIRECTION.test(character) ? 'a direction mark' : undefined)
  if (named) return character > '\x7f' ? `${named} (${code})` : named
  if (/^[\x20-\x7e]$/.test(character)) return character
  if (CONTROL.test(character)) return `a control character (${code})`
  if (HALF.test(character)) return `an incomplete character (${code})`
  if (BLANK.test(character)) return `a space (${code})`
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) ? `${character} (${code})` : code
}

/** Characters that can reorder the words beside a value: marks of direction, and scripts from right to left. */
const REORDERING =
  /[\p{Bidi_Control}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * A value inside a sentence: text from right to left, and marks of direction, reorder no word beside it. Marks that
 * isolate are left out of the value, because one without its pair would end or extend the isolation.
 */
export const isolated = (value: string): string =>
  REORDERING.test(value) ? `\u2068${value.replace(/[\u2066-\u2069]/g, '')}\u2069` : value

/** Capitalises only the article of a name: the character itself must stay as it was typed. */
export const startOfSentence = (name: string): string => name.replace(/^a(n?) /, 'A$1 ')

/** The first character for which `isBad` is true, or null. */
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

/**
 * The first control or incomplete character, or null. One makes a name or description unreadable in logs and on
 * pages.
 */
export const firstControl = (text: string): PlacedCharacter | null =>
  firstCharacter(text, (character) => CONTROL.test(character) || HALF.test(character))

export const withoutCharacters = (text: string, isBad: (character: string) => boolean): string =>
  [...text].filter((character) => !isBad(character)).join('')

/**
 * Without the characters at both ends that match, which must be single UTF-16 units. It uses a loop, because a
 * pattern for the end would need quadratic time for a long run of them inside the text.
 */
export const withoutEnds = (text: string, isEnd: RegExp): string => {
  let from = 0
  let to = text.length
  while (from < to && isEnd.test(text.charAt(from))) from++
  while (to > from && isEnd.test(text.charAt(to - 1))) to--
  return text.slice(from, to)
}

/**
 * Removes blanks and invisible characters at both ends, which is done silently for every text except keys. All
 * are single UTF-16 units, except tag characters, which no keyboard produces.
 */
export const tidyText = (text: string): string => withoutEnds(text, EDGE)

/** Without blanks at the ends. Unlike `trim`, it keeps a byte order mark, which is not a blank. */
export const withoutEdgeBlanks = (text: string): string => withoutEnds(text, BLANK)

/**
 * Invisible characters that are a part of the character before: joiners and selectors of an emoji, and the joiners
 * between letters of scripts that need them, as Persian does. Latin letters need none.
 */
const PART = /(?<=[^\0-\u024f])(?:\ufe0f|[\u200c\u200d](?=[^\0-\u024f]))/gu

/** The characters of a text, with a visible one for each that is only a part of the one before. */
export const seenCharacters = (text: string): string[] => [...text.replace(PART, '_')]

const DIGIT = /^\p{Nd}$/u

/** A decimal digit of any script as ASCII: Unicode has them in runs of ten, beginning with zero. */
const asciiDigit = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 0
  let zero = code
  while (DIGIT.test(String.fromCodePoint(zero - 1))) zero--
  return String((code - zero) % 10)
}

/**
 * Replaces digits of any script and full-width characters by their ASCII equivalents. Superscripts and circled
 * numbers stay: they are notes beside a value.
 */
export const inAscii = (text: string): string =>
  [...text]
    .map((character) =>
      DIGIT.test(character)
        ? asciiDigit(character)
        : /\p{No}/u.test(character)
          ? character
          : character.normalize('NFKC'),
    )
    .join('')
