/**
 * Readers of the formats for the tests: a file as lines of words, without quotes and escapes. They follow the
 * rules in docs/routers.md, Escaping, and share no code with the functions that write the formats.
 */
import type { Language } from './device.ts'

/**
 * The words of a line. `quote` opens and closes a string; inside one, `escapeCharacter` (if any) precedes a
 * literal character.
 */
const words = (line: string, quote: string, escapeCharacter: string): string[] => {
  const found: string[] = []
  let word: string | null = null
  let isQuoted = false
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at)
    if (isQuoted && escapeCharacter !== '' && character === escapeCharacter) {
      word = (word ?? '') + line.charAt(++at)
    } else if (character === quote) {
      isQuoted = !isQuoted
      word ??= ''
    } else if (character === ' ' && !isQuoted) {
      if (word !== null) found.push(word)
      word = null
    } else {
      word = (word ?? '') + character
    }
  }
  if (isQuoted) throw new Error(`A string does not end: ${line}`)
  if (word !== null) found.push(word)
  return found
}

/** IOS reads the rest of the line as the BGP password. */
const iosWords = (line: string): string[] => {
  const password = /^( neighbor \S+ password) (.*)$/.exec(line)
  return password ? [...words(password[1] ?? '', '', ''), password[2] ?? ''] : words(line, '', '')
}

const READERS: Partial<Record<Language, { comment: string; words: (line: string) => string[] }>> = {
  swanctl: { comment: '#', words: (line) => words(line, '"', '\\') },
  frr: { comment: '!', words: (line) => words(line, '', '') },
  bird: { comment: '#', words: (line) => words(line, '"', '') },
  vyos: { comment: '#', words: (line) => words(line, "'", '') },
  ios: { comment: '!', words: iosWords },
  junos: { comment: '#', words: (line) => words(line, '"', '\\') },
  fortios: { comment: '#', words: (line) => words(line, '"', '\\') },
  panos: { comment: '#', words: (line) => words(line, '"', '') },
  routeros: { comment: '#', words: (line) => words(line, '"', '\\') },
}

/** The lines of a file as words, without comments. Without a reader for the language, a line is one word. */
export const read = (language: Language, text: string): string[][] => {
  const reader = READERS[language]
  const lines = text.split('\n')
  if (!reader) return lines.filter((line) => !line.startsWith('#')).map((line) => [line])
  return lines.filter((line) => !line.trimStart().startsWith(reader.comment)).map(reader.words)
}
