/** Splits a configuration into highlighted and plain tokens. Joined, the tokens are the text. */
import type { Language } from '../../handoff/device.ts'

export interface Token {
  kind: 'plain' | 'comment' | 'text' | 'address' | 'placeholder'
  text: string
  /** Index of its first character. */
  at: number
}

const HASH = String.raw`^[ \t]*#.*$`
const BANG = String.raw`^[ \t]*!.*$`
/** In all these formats a string ends on its line. */
const DOUBLE = String.raw`"(?:\\.|[^"\\\n])*"`
const SINGLE = String.raw`'[^'\n]*'`
const ADDRESS = String.raw`(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![\w.-])`
/** Includes its quotes, where the format has them: otherwise it would match as a string. */
const PLACEHOLDER = String.raw`["']?PSK-OF-[\w-]+["']?`

const COMMENTS: Partial<Record<Language, string>> = { frr: BANG, ios: BANG }
const STRINGS: Partial<Record<Language, string>> = { frr: '(?!)', ios: '(?!)', text: '(?!)', vyos: SINGLE }

export const tokensOf = (text: string, language: Language): Token[] => {
  const comment = language === 'text' ? '(?!)' : (COMMENTS[language] ?? HASH)
  const pattern = new RegExp(
    `(?<placeholder>${PLACEHOLDER})|(?<comment>${comment})|(?<text>${STRINGS[language] ?? DOUBLE})|(?<address>${ADDRESS})`,
    'gm',
  )
  const tokens: Token[] = []
  let done = 0
  const take = (kind: Token['kind'], end: number) => {
    if (end > done) tokens.push({ kind, text: text.slice(done, end), at: done })
    done = end
  }
  for (const match of text.matchAll(pattern)) {
    take('plain', match.index)
    const kind = (['placeholder', 'comment', 'text', 'address'] as const).find((name) => match.groups?.[name])
    take(kind ?? 'plain', match.index + match[0].length)
  }
  take('plain', text.length)
  return tokens
}
