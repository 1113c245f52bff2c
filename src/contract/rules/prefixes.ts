/** Rules for the prefixes to advertise. Their cost is linear in the length of the list. */

import type { AddressKind } from '../address/address-kind.ts'
import { isIpv6, kindOf6, mappedIpv4 } from '../address/address6.ts'
import { isMask } from '../address/mask.ts'
import { type Block, parseBlock } from '../address/prefix.ts'
import { unusualKind4 } from '../address/range.ts'
import { judgeAddressText } from '../address/typed-address.ts'
import { parseIpv4 } from '../address.ts'
import { isolated } from '../characters.ts'
import { error, type Finding, fix, mostSevereFirst, warning } from '../finding.ts'

export interface PrefixFinding extends Finding {
  /** Index of the prefix in the list. */
  index: number
}

const PREFIX: AddressKind = {
  noun: 'a prefix',
  isValid: (text) => parseBlock(text) !== null,
  hasLength: true,
  isRouted: true,
}

const DEFAULT_ROUTES = new Map([
  ['0.0.0.0', '0.0.0.0/0'],
  ['0/0', '0.0.0.0/0'],
  ['default', '0.0.0.0/0'],
  ['any', '0.0.0.0/0'],
  ['::', '::/0'],
])

/** Offered for an entry that only surrounds prefixes in a pasted text; the empty value removes it. */
const REMOVE: Partial<Finding> = { fix: { label: 'Remove it', value: '' } }

/** The name of a router's interface, as `GigabitEthernet0/0`, `st0.0` and `eth0`. */
const INTERFACE_NAME = /^[a-z-]*[g-z][a-z-]*\d[\d/.:-]*$/i

/** Whether the text has no part of an address, as `network`, `permit` and `#`. */
const isWord = (text: string): boolean =>
  !/\p{N}|::/u.test(text) || !/[.:/]/.test(text) || INTERFACE_NAME.test(text)

const unreadable = (text: string): Finding => {
  const route = DEFAULT_ROUTES.get(text.toLowerCase())
  if (route !== undefined) return error(`Write the default route as ${route}`, fix(route))
  if (isMask(text)) return error(`${text} is a mask without its address. Write prefixes like 10.0.0.0/24`)
  const short = /^(\d{1,3}(?:\.\d{1,3}){0,2})\/(\d{1,2})$/.exec(text)
  if (short) {
    const [, octets = '', length = ''] = short
    const full = `${[...octets.split('.'), '0', '0', '0'].slice(0, 4).join('.')}/${length}`
    if (PREFIX.isValid(full)) return error(`Write all four octets, ${full}`, fix(full))
  }
  const [host = '', length = ''] = text.split('/')
  const bits = parseIpv4(host) !== null ? 32 : isIpv6(host) ? 128 : null
  if (bits !== null && /^\d+$/.test(length) && Number(length) > bits && text === `${host}/${length}`)
    return error(`/${length} in ${text} is too long: the maximum is /${bits}`)
  const whole = parseIpv4(text) !== null ? `${text}/32` : isIpv6(text) ? `${text}/128` : null
  if (whole !== null) return error(`${text} needs a prefix length`, fix(whole))
  const notOne = error(
    `${isolated(text)} is not a prefix. Write it like 10.0.0.0/24`,
    isWord(text) ? REMOVE : {},
  )
  return /\p{N}|::/u.test(text) ? (judgeAddressText(text, PREFIX) ?? notOne) : notOne
}

const kindFinding = (text: string): Finding[] => {
  const kind = kindOf6(text) ?? unusualKind4(text)
  // The default route is the unspecified address with prefix length 0.
  if (kind === null || /\/0$/.test(text)) return []
  const mapped = mappedIpv4(text.split('/')[0] ?? '')
  if (mapped === null) return [warning(`${text} is a ${kind} prefix, which routers do not advertise`)]
  const inner = `${mapped}/${Number(text.split('/')[1]) - 96}`
  return [
    warning(
      `${text} is IPv4-mapped: it stands for ${mapped}. Write it as an IPv4 prefix`,
      PREFIX.isValid(inner) ? fix(inner) : {},
    ),
  ]
}

interface Judged {
  block: Block | null
  findings: readonly Finding[]
}

const judgeText = (text: string): Judged => {
  const block = parseBlock(text)
  if (!block) return { block, findings: [unreadable(text)] }
  const { network, hasHostBits } = block
  if (hasHostBits)
    return { block, findings: [warning(`${text} has host bits set`, fix(network)), ...kindFinding(text)] }
  const isCanonical = text === network
  return {
    block,
    findings: [
      ...kindFinding(text),
      ...(isCanonical ? [] : [warning(`${text} is written ${network} by routers`, fix(network))]),
    ],
  }
}

/** Findings of each text by itself, cached because most of a list does not change at a key press. */
const judged = new Map<string, Judged>()
const CACHE_MAX = 20_000

const judgeCached = (text: string): Judged => {
  const known = judged.get(text)
  if (known) return known
  const result = judgeText(text)
  if (judged.size >= CACHE_MAX) judged.clear()
  judged.set(text, result)
  return result
}

interface List {
  /** The first entry with each network. */
  first: Map<string, { index: number; text: string }>
  /** Prefix lengths in the list, by family, without the default routes, which contain every prefix. */
  lengths: Record<4 | 6, readonly number[]>
  findings: readonly PrefixFinding[]
}

const firstOfEach = (texts: readonly string[]) => {
  const first: List['first'] = new Map()
  const lengths: Record<4 | 6, Set<number>> = { 4: new Set(), 6: new Set() }
  for (const [index, text] of texts.entries()) {
    const { block } = judgeCached(text)
    if (!block) continue
    if (block.prefix > 0) lengths[block.family].add(block.prefix)
    const key = block.keyAt(block.prefix)
    if (!first.has(key)) first.set(key, { index, text })
  }
  return { first, lengths: { 4: [...lengths[4]], 6: [...lengths[6]] } }
}

/** Findings about a prefix in its list: it repeats an earlier entry, or any entry contains it. */
const relations = (text: string, index: number, { first, lengths }: Omit<List, 'findings'>): Finding[] => {
  const { block } = judgeCached(text)
  if (!block || block.hasHostBits) return []
  const same = first.get(block.keyAt(block.prefix))
  if (same && same.index < index) return [warning(`${text} is in the list twice`)]
  for (const prefix of lengths[block.family]) {
    const wider = prefix < block.prefix ? first.get(block.keyAt(prefix)) : undefined
    if (wider) return [warning(`${text} lies in ${wider.text}`)]
  }
  return []
}

/** Of a longer entry, a message contains only the beginning. */
const NAMED = 100

/** @param isAlone whether the list has no other entry; otherwise each message says which one it is about */
const findingsAt = (
  text: string,
  index: number,
  list: Omit<List, 'findings'>,
  isAlone: boolean,
): PrefixFinding[] =>
  [...judgeCached(text).findings, ...relations(text, index, list)].map((finding) => {
    const { message } = finding
    const isNamed = isAlone || message.includes(isolated(text))
    const named = isNamed ? message : `${isolated(text.slice(0, NAMED))}: ${message}`
    return { ...finding, message: named, index }
  })

const lists = new WeakMap<readonly string[], List>()

const listOf = (texts: readonly string[]): List => {
  const known = lists.get(texts)
  if (known) return known
  const index = firstOfEach(texts)
  const findings = mostSevereFirst(
    texts.flatMap((text, position) => findingsAt(text, position, index, texts.length === 1)),
  )
  const list = { ...index, findings }
  lists.set(texts, list)
  return list
}

/**
 * Checks a list of prefixes and the entry that is being typed. The cost of a key press depends on the entry,
 * not on the list.
 * @param prefixes must not be mutated: its findings are cached for as long as the list exists
 * @returns the most severe first, then in order
 */
export const judgePrefixes = (
  prefixes: readonly string[],
  typed: readonly string[] = [],
): readonly PrefixFinding[] => {
  const list = listOf(prefixes)
  if (typed.length === 0) return list.findings
  const isAlone = prefixes.length + typed.length === 1
  const more = typed.flatMap((text, position) => findingsAt(text, prefixes.length + position, list, isAlone))
  return mostSevereFirst([...list.findings, ...more])
}

/**
 * Judges one prefix to advertise.
 * @param before the list's earlier entries: a repetition is the later one's fault
 * @param all the whole list, the prefix included
 */
export const judgePrefix = (text: string, before: readonly string[], all: readonly string[]): Finding[] => [
  ...judgeCached(text).findings,
  ...relations(text, before.length, listOf(all)),
]
