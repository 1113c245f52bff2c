/**
 * Characters that cannot be seen, or that turn the order of what follows around, are written as escapes: a text
 * that is read before it is run must read as it runs (CVE-2021-42574).
 */

/** Control, format, line and paragraph characters, and halves of a pair that stand alone. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

export const escapeUnseen = (text: string, write: (character: string) => string): string =>
  text.replace(UNSEEN, write)

/** `\u202e` for each UTF-16 unit, as JSON and HCL understand it. */
export const unicodeEscape = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('')

/** JSON, indented, in which everything can be seen. It reads back as the same value. */
export const visibleJson = (value: unknown): string =>
  escapeUnseen(JSON.stringify(value, null, 2), (character) =>
    character === '\n' ? character : unicodeEscape(character),
  )
