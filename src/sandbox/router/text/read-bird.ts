/** Reads the BGP session in a bird.conf. BIRD refuses a whole file for one mistake in it. */
import { BGP } from '../../../contract/bgp.ts'
import { asnOf, type BgpHeld, NO_SESSION, pick } from './bgp-held.ts'
import { mistakesIn, putAside, type Statement, statementsOf } from './bird-statements.ts'

/** BIRD's default. */
const DEFAULT_HOLD_S = 240

const PROTOCOL = /^(protocol|template) bgp\b ?(\w+|'[^']*')?(?: from (\w+|'[^']*'))?$/

const DEFINE = /^define (\w+) ?= ?(.+)$/
/** Longer than any address, number or name: a longer constant could make a setting that uses it huge. */
const LONGEST_VALUE = 200

/** The settings of the session in a protocol and its template, later ones overriding earlier ones. */
const sessionOf = (settings: readonly string[], stringAt: (index: string) => string): BgpHeld => {
  const last = (pattern: RegExp) =>
    settings.flatMap((setting) => pattern.exec(setting)?.slice(1) ?? []).at(-1)
  const key = last(/^password "(\d+)"/)
  const isOn = (pattern: RegExp) => /^(|on|yes|true)$/.test(last(pattern) ?? 'off')
  const asn = asnOf(last(/^local\b.*\bas (\d+)$/))
  const remote = last(/^neighbor\b.*\b(?:as (?=\d)|(?=internal|external))(\w+)$/)
  const source = last(/^source address ([\d.]+)$/) ?? last(/^local ([\d.]+)/)
  return {
    asn,
    peer: last(/^neighbor ([\d.]+)/) ?? '',
    remote_asn: remote === 'internal' ? asn : remote === 'external' ? BGP.cloudflareAsn : asnOf(remote),
    md5_key: key === undefined ? null : stringAt(key),
    hold_s: Number(last(/^hold time (\d+)$/) ?? DEFAULT_HOLD_S),
    starts: !isOn(/^passive ?(\w*)$/) && !isOn(/^disabled ?(\w*)$/),
    ...(source && { source }),
  }
}

const parse = (text: string) => {
  const { plain, stringAt } = putAside(text)
  const statements = statementsOf(plain)
  const constants = new Map(
    (statements ?? []).flatMap(({ head }) => {
      const [, name = '', value = ''] = DEFINE.exec(head) ?? []
      return value !== '' && value.length <= LONGEST_VALUE ? [[name, value]] : []
    }),
  )
  const resolve = (head: string) => head.replace(/\b[A-Za-z_]\w*\b/g, (word) => constants.get(word) ?? word)
  const blocks = (statements ?? []).flatMap(({ head, block }) => {
    const [found, kind, name, from] = PROTOCOL.exec(head) ?? []
    return found && block ? [{ kind, name, from, settings: block.map((each) => resolve(each.head)) }] : []
  })
  const sessions = blocks
    .filter(({ kind }) => kind === 'protocol')
    .map(({ from, settings }) => {
      const template = blocks.find(({ kind, name }) => kind === 'template' && name === from)
      return sessionOf([...(template?.settings ?? []), ...settings], stringAt)
    })
  return { plain, statements, sessions }
}

const REFUSED = 'so BIRD refuses the file.'

/** Only known words are quoted, because every other word may be part of a key. */
const quotedStart = (head: string): string => {
  const first = head.split(' ')[0] ?? ''
  return /^(local|neighbor|password|hold|keepalive|passive|disabled|source|protocol|template|router)$/.test(
    first,
  )
    ? `: "${first}"`
    : ''
}

const mistake = ({ head, line }: Statement): string =>
  `Line ${line} of bird.conf is not understood${quotedStart(head)}. BIRD refuses a file with a mistake.`

/** One sentence for each mistake for which BIRD refuses the file. */
const mistakesOf = (text: string): string[] => {
  const { plain, statements, sessions } = parse(text)
  const odd = plain.search(/[^\t\n\x20-\x7e]/)
  if (odd !== -1) {
    const what = plain[odd] === '\r' ? 'a Windows line end' : 'a character outside ASCII'
    return [`Line ${plain.slice(0, odd).split('\n').length} of bird.conf has ${what}, ${REFUSED}`]
  }
  if (!statements) return [`A brace is left open or closed twice in bird.conf, ${REFUSED}`]
  const mistakes = mistakesIn(statements).map(mistake)
  if (mistakes.length > 0 || sessions.every(({ asn, remote_asn }) => asn !== 0 && remote_asn !== 0))
    return mistakes
  return [`A BGP protocol in bird.conf lacks its neighbor, the neighbor's ASN or its own ASN, ${REFUSED}`]
}

export const unreadBird = (text: string): string[] => {
  const included = (parse(text).statements ?? []).filter(({ head }) => head.startsWith('include '))
  return [
    ...mistakesOf(text),
    ...included.map(
      ({ line }) => `Line ${line} of bird.conf includes a file that the sandbox does not have.`,
    ),
  ]
}

/** @param ends both addresses of the tunnel @returns null when the text is not a bird.conf with BGP */
export const readBird = (text: string, ends: readonly string[]): BgpHeld | null => {
  if (!/\b(protocol|template)\s+bgp\b/.test(putAside(text).plain)) return null
  return (mistakesOf(text).length === 0 && pick(parse(text).sessions, ends)) || NO_SESSION
}
