/**
 * One sentence for each part of a router's configuration that is not understood. Only the first words of a line are
 * quoted, because the others may be a key.
 */
import { asnOf } from './bgp-held.ts'
import { isClosed } from './read-bird.ts'
import { readSettings } from './read-settings.ts'

/** The number of sentences at most. */
const MOST = 5
const SHOWN = 60

const isAsn = (text: string): boolean => asnOf(text) !== 0

/** Lines of frr.conf whose value the sandbox reads: how they begin, and whether the value is valid. */
const FRR_LINES: readonly [RegExp, (value: string) => boolean][] = [
  [/^router bgp/, (value) => isAsn(value.split(' ')[0] ?? '')],
  [/^neighbor \S+ remote-as/, (value) => value === 'external' || value === 'internal' || isAsn(value)],
  [/^neighbor \S+ local-as/, (value) => isAsn(value.split(' ')[0] ?? '')],
  // A key in FRR is one word.
  [/^neighbor \S+ password/, (value) => /^\S+$/.test(value)],
  [/^neighbor \S+ timers/, (value) => /^(\d+ \d+|connect \d+)$/.test(value)],
  [/^timers bgp/, (value) => /^\d+ \d+( \d+)?$/.test(value)],
]

/** First words of lines in a frr.conf that BGP over one tunnel may need. */
const FRR_WORDS =
  /^(!.*|frr|hostname|domainname|service|log|password|enable|banner|line|username|debug|ip|ipv6|interface|vrf|router|route-map|bgp|neighbor|timers|network|redistribute|aggregate-address|maximum-paths|distance|table-map|address-family|exit-address-family|exit|exit-vrf|end|no|match|set|on-match|call|continue|description|bandwidth|shutdown|router-id|zebra|agentx|bfd|peer|profile|key|access-list|mpls|nexthop-group)$/

function* unreadFrr(text: string) {
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim().replace(/\s+/g, ' ')
    const first = line.split(' ')[0] ?? ''
    const say = (words: string) =>
      `Line ${index + 1} of frr.conf is not understood: "${words.slice(0, SHOWN)}".`
    if (line !== '' && !FRR_WORDS.test(first)) yield say(first)
    for (const [begin, isRight] of FRR_LINES) {
      const words = begin.exec(line)?.[0]
      if (words && !isRight(line.slice(words.length).trim())) yield say(words)
    }
  }
}

function* unreadSwanctl(text: string) {
  if (readSettings(text) === null) {
    yield 'A brace or a quotation mark is left open in swanctl.conf, so strongSwan finds no connection in it.'
  }
}

function* unreadBird(text: string) {
  if (!isClosed(text)) yield 'A brace is left open in bird.conf, so BIRD refuses the file.'
}

export const unreadIn = (texts: readonly string[]): string[] =>
  texts
    .flatMap((text) => {
      if (/^\s*connections\b/m.test(text)) return [...unreadSwanctl(text)]
      if (/^\s*router bgp\b/m.test(text)) return [...unreadFrr(text)]
      return [...unreadBird(text)]
    })
    .slice(0, MOST)
