/**
 * Escapes invisible characters and those that change the direction of text: code that is reviewed before it runs must
 * look like what runs (CVE-2021-42574).
 */

/** Control and format characters, line and paragraph separators, and lone surrogates. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

export const escapeUnseen = (text: string, write: (character: string) => string): string =>
  text.replace(UNSEEN, write)

/** `\u202e` for each UTF-16 unit, as in JSON and HCL. */
export const unicodeEscape = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('')

/** Indented JSON without invisible characters. It parses to the same value. */
export const visibleJson = (value: unknown): string =>
  escapeUnseen(JSON.stringify(value, null, 2), (character) =>
    character === '\n' ? character : unicodeEscape(character),
  )
