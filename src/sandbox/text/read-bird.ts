/** Reads the BGP session in a bird.conf. */
import { asnOf, type BgpHeld, NO_SESSION, pick } from './bgp-held.ts'

/** BIRD's default. */
const DEFAULT_HOLD_S = 240

/** A comment or a string. Strings in BIRD have no escapes, so a quote always ends them. */
const COMMENT_OR_STRING = /#[^\n]*|\/\*[\s\S]*?\*\/|"[^"\n]*"/g

/** Replaces strings by numbers, so that their content is not parsed. */
const putAside = (text: string) => {
  const strings: string[] = []
  const plain = text.replace(COMMENT_OR_STRING, (found) => {
    if (!found.startsWith('"')) return ' '
    strings.push(found.slice(1, -1))
    return `"${strings.length - 1}"`
  })
  return { plain, stringAt: (index: string) => strings[Number(index)] ?? '' }
}

interface Block {
  kind: string
  name: string
  /** The name of its template. */
  from: string
  body: string
}

const HEAD = /\b(protocol|template)\s+bgp\b\s*([\w']*)\s*(?:from\s+([\w']+)\s*)?\{/g

const blocksOf = (plain: string): Block[] =>
  [...plain.matchAll(HEAD)].map(({ index, 0: head, 1: kind = '', 2: name = '', 3: from = '' }) => {
    const begin = index + head.length
    let depth = 1
    let end = begin
    while (end < plain.length && depth > 0) {
      if (plain[end] === '{') depth += 1
      if (plain[end] === '}') depth -= 1
      end += 1
    }
    return { kind, name, from, body: plain.slice(begin, end - 1) }
  })

/** Whether all braces are closed; otherwise BIRD refuses the whole file. */
export const isClosed = (text: string): boolean => {
  const { plain } = putAside(text)
  return plain.split('{').length === plain.split('}').length
}

const constantsOf = (plain: string): Map<string, string> =>
  new Map(
    [...plain.matchAll(/\bdefine\s+(\w+)\s*=\s*([^;]+?)\s*;/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )

/** @param ends both addresses of the tunnel @returns null when the text is not a bird.conf with BGP */
export const readBird = (text: string, ends: readonly string[]): BgpHeld | null => {
  const { plain, stringAt } = putAside(text)
  const blocks = blocksOf(plain)
  if (blocks.length === 0) return null
  if (!isClosed(text)) return NO_SESSION
  const constants = constantsOf(plain)
  const resolve = (body: string) => body.replace(/\b[A-Za-z_]\w*\b/g, (word) => constants.get(word) ?? word)
  const sessions = blocks
    .filter(({ kind }) => kind === 'protocol')
    .map(({ from, body }): BgpHeld => {
      const template = blocks.find(({ kind, name }) => kind === 'template' && name === from)?.body ?? ''
      // Settings of the protocol override those of its template, because they come later.
      const statements = resolve(`${template};${body}`).split(/[;{}]/)
      const last = (pattern: RegExp) =>
        statements.flatMap((statement) => pattern.exec(statement.trim())?.slice(1) ?? []).at(-1)
      const key = last(/^password "(\d+)"/)
      const isOn = (pattern: RegExp) => /^(|on|yes|true)$/.test(last(pattern) ?? 'off')
      return {
        asn: asnOf(last(/^local\b.*\bas (\d+)$/)),
        peer: last(/^neighbor ([\d.]+)/) ?? '',
        remote_asn: asnOf(last(/^neighbor\b.*\bas (\d+)$/)),
        md5_key: key === undefined ? null : stringAt(key),
        hold_s: Number(last(/^hold time (\d+)$/) ?? DEFAULT_HOLD_S),
        starts: !isOn(/^passive ?(\w*)$/) && !isOn(/^disabled ?(\w*)$/),
      }
    })
  return pick(sessions, ends) ?? NO_SESSION
}
