/** Parses strongSwan's settings format as far as swanctl.conf needs it: sections, values, quotes and comments. */

/** A section with its values and nested sections by name. */
export interface Section {
  values: Map<string, string>
  sections: Map<string, Section>
  /** The lines of its values and nested sections by name. */
  lines: Map<string, number>
  /** Whether it includes other files. */
  hasInclude: boolean
}

const empty = (): Section => ({ values: new Map(), sections: new Map(), lines: new Map(), hasInclude: false })

/** A comment, a quoted value, a brace, an equals sign, a line break, or a run of anything else. */
const TOKEN = /#[^\n]*|"(?:\\[\s\S]|[^"\\])*"|[{}=\n]|[^\S\n]+|[^\s{}=#"]+/y

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t' }

const unquoted = (text: string): string =>
  text.startsWith('"')
    ? text.slice(1, -1).replace(/\\([\s\S])/g, (_, character: string) => ESCAPES[character] ?? character)
    : text

const tokensOf = (text: string): string[] | null => {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text)?.[0]
    // An unclosed quote.
    if (token === undefined) return null
    if (!token.startsWith('#')) tokens.push(token)
  }
  return tokens
}

const linesIn = (token: string): number => token.split('\n').length - 1

/** The name of a section or value; undefined for several words, except `name : other`, which refers to `other`. */
const nameOf = ([name, colon, ...others]: readonly string[]): string | undefined =>
  colon === undefined || (colon === ':' && others.length > 0) ? name : undefined

const isBlank = (token: string): boolean => /^[^\S\n]+$/.test(token)

/** Without a blank between them, parts belong together: base64 may end with an equals sign. */
const joined = (parts: readonly string[]): string => {
  const first = parts.findIndex((part) => !isBlank(part))
  const last = parts.findLastIndex((part) => !isBlank(part))
  return parts
    .slice(Math.max(0, first), last + 1)
    .map((part) => (isBlank(part) ? ' ' : unquoted(part)))
    .join('')
}

/** @returns null for a syntax error, such as an open brace or quote: then swanctl finds no section at all */
export const readSettings = (text: string): Section | null => {
  const tokens = tokensOf(text)
  if (!tokens) return null
  const root = empty()
  const open = [root]
  let words: string[] = []
  let line = 1
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? ''
    const inner = open.at(-1) ?? root
    if (token === '{') {
      const name = nameOf(words)
      if (name === undefined) return null
      const section = inner.sections.get(name) ?? empty()
      inner.sections.set(name, section)
      inner.lines.set(name, line)
      open.push(section)
      words = []
    } else if (token === '}') {
      if (open.length === 1 || words.length > 0) return null
      open.pop()
    } else if (token === '=') {
      const name = words[0]
      if (name === undefined || words.length > 1) return null
      const parts: string[] = []
      // A value ends at the end of its line, or at the closing brace of the section.
      while (at + 1 < tokens.length && tokens[at + 1] !== '\n' && tokens[at + 1] !== '}') {
        at += 1
        parts.push(tokens[at] ?? '')
      }
      inner.values.set(name, joined(parts))
      inner.lines.set(name, line)
      line += linesIn(parts.join(''))
      words = []
    } else if (isBlank(token)) {
      continue
    } else if (token !== '\n') {
      words.push(unquoted(token))
    } else if (words[0] === 'include') {
      inner.hasInclude = true
      words = []
    } else if (words.length > 0 && tokens.slice(at).find((next) => next !== '\n' && !isBlank(next)) !== '{') {
      return null
    }
    line += linesIn(token)
  }
  return open.length === 1 ? root : null
}
