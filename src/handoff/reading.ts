/**
 * Readers for the formats, as far as tests need them: a file as lines of words, quotes and escapes undone. They
 * are written from what docs/routers.md says of each format, apart from the functions that write it.
 */
import type { Language } from './device.ts'

/** Words of a line where `quote` opens and closes a string, and `before`, if any, takes the next character as it is. */
const words = (line: string, quote: string, before: string): string[] => {
  const found: string[] = []
  let word: string | null = null
  let isQuoted = false
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at)
    if (isQuoted && before !== '' && character === before) {
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

/** IOS takes the rest of the line for a BGP password. */
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

/** Lines of words, without comments. A language without a reader is taken line by line. */
export const read = (language: Language, text: string): string[][] => {
  const reader = READERS[language]
  const lines = text.split('\n')
  if (!reader) return lines.filter((line) => !line.startsWith('#')).map((line) => [line])
  return lines.filter((line) => !line.trimStart().startsWith(reader.comment)).map(reader.words)
}
