/**
 * What nobody can make sense of in a text that a router is set up with, a sentence each. Of a line only the words
 * that say what it is about are repeated: the others may be a key.
 */
import { asnOf } from './bgp-held.ts'
import { isClosed } from './read-bird.ts'
import { readSettings } from './read-settings.ts'

/** A text of nothing but mistakes is not a list to read. */
const MOST = 5
const SHOWN = 60

const isAsn = (text: string): boolean => asnOf(text) !== 0

/** Lines of frr.conf of which the sandbox takes the value: how they begin, and when the value is one. */
const FRR_LINES: readonly [RegExp, (value: string) => boolean][] = [
  [/^router bgp/, (value) => isAsn(value.split(' ')[0] ?? '')],
  [/^neighbor \S+ remote-as/, (value) => value === 'external' || value === 'internal' || isAsn(value)],
  [/^neighbor \S+ local-as/, (value) => isAsn(value.split(' ')[0] ?? '')],
  // A key is one word for FRR.
  [/^neighbor \S+ password/, (value) => /^\S+$/.test(value)],
  [/^neighbor \S+ timers/, (value) => /^(\d+ \d+|connect \d+)$/.test(value)],
  [/^timers bgp/, (value) => /^\d+ \d+( \d+)?$/.test(value)],
]

/** First words of the lines of a frr.conf, as far as BGP over one tunnel needs them. */
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
  if (!isClosed(text)) yield 'A brace is left open in bird.conf, so BIRD does not take the file.'
}

export const unreadIn = (texts: readonly string[]): string[] =>
  texts
    .flatMap((text) => {
      if (/^\s*connections\b/m.test(text)) return [...unreadSwanctl(text)]
      if (/^\s*router bgp\b/m.test(text)) return [...unreadFrr(text)]
      return [...unreadBird(text)]
    })
    .slice(0, MOST)
