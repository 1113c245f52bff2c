/**
 * Escapes invisible characters and those that change the direction of text: code that is reviewed before it runs must
 * look like what runs (CVE-2021-42574), and a line of a log like what was logged.
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

/**
 * JSON without invisible characters. It parses to the same value.
 * @param indent spaces for each level; with 0 the JSON is one line, also for programs that end lines at U+2028
 */
export const visibleJson = (value: unknown, indent = 2): string =>
  escapeUnseen(JSON.stringify(value, null, indent), (character) =>
    character === '\n' ? character : unicodeEscape(character),
  )
