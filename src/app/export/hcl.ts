/** Writes values in HCL, Terraform's language. No value can break out of its quotes. */
import { isObject } from '../../contract/json.ts'
import { escapeUnseen, unicodeEscape } from '../../contract/visible.ts'

const SHORT: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** HCL writes code points of more than four hex digits with eight. */
const escapeOf = (character: string): string => {
  const code = character.codePointAt(0) ?? 0
  if (code > 0xffff) return `\\U${code.toString(16).padStart(8, '0')}`
  // HCL cannot write a lone surrogate.
  if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd'
  return SHORT[character] ?? unicodeEscape(character)
}

/**
 * A quoted string. `${` and `%{` begin a template in it, so they are written as `$${` and `%%{`. After another `$` or
 * `%` that would be ambiguous, so there the characters are written as `\u` escapes.
 */
export const hclString = (text: string): string => {
  const quoted = text
    .replace(/["\\]/g, '\\$&')
    // Whole runs, also without a brace: searching for the brace from each character would need quadratic time.
    .replace(/(\$+|%+)(\{?)/g, (whole, signs: string, brace: string) => {
      if (brace === '') return whole
      return signs.length === 1 ? `${signs}${whole}` : `${[...signs].map(unicodeEscape).join('')}{`
    })
  return `"${escapeUnseen(quoted, escapeOf)}"`
}

/** Text that is written unquoted: a reference such as `var.psk_lis`. */
export class Expression {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** Any value of an answer, even of an unexpected type: Terraform then reports the type it expects. */
const hclValue = (value: unknown, indent = ''): string => {
  if (value instanceof Expression) return value.text
  if (typeof value === 'string') return hclString(value)
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return `${value}`
  if (Array.isArray(value)) return `[${value.map((each) => hclValue(each, indent)).join(', ')}]`
  return isObject(value) ? `{\n${hclBody(value, `${indent}  `)}\n${indent}}` : 'null'
}

/** Attributes with aligned equals signs, as `terraform fmt` writes them. Keys are field names. */
const hclBody = (body: Record<string, unknown>, indent: string): string => {
  const entries = Object.entries(body)
  const width = Math.max(...entries.map(([key]) => key.length))
  return entries
    .map(([key, value]) => `${indent}${key.padEnd(width)} = ${hclValue(value, indent)}`)
    .join('\n')
}

export const block = (head: string, body: Record<string, unknown>): string =>
  `${head} {\n${hclBody(body, '  ')}\n}\n`
