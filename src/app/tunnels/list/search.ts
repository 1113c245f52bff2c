/** Finds tunnels by any of their texts and by their addresses. */
import { type Cidr4, firstOf, lastOf, parseCidr4, parseIpv4 } from '../../../contract/address.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { wordsOf } from '../../search-words.ts'

export interface Indexed {
  text: string
  /** The interface addresses, the endpoints and the extra prefixes. */
  addresses: readonly string[]
  /** First and last address of each IPv4 one, one after the other. */
  ranges: readonly number[]
}

// Computed once for each tunnel: a poll without changes keeps the same objects.
const known = new WeakMap<Tunnel, Indexed>()

const textOf = (tunnel: Tunnel): string => {
  const { bgp } = tunnel
  return [
    tunnel.name,
    tunnel.description,
    tunnel.interface_address,
    tunnel.interface_address6,
    tunnel.cloudflare_endpoint,
    tunnel.customer_endpoint,
    bgp?.customer_asn != null && `AS${bgp.customer_asn}`,
    ...(bgp?.extra_prefixes ?? []),
    tunnel.custom_remote_identities?.fqdn_id,
    tunnel.id,
  ]
    .filter(Boolean)
    .join('\n')
    .toLowerCase()
}

/** The text as an address or a prefix; null for everything else. */
const blockOf = (text: string): Cidr4 | null => {
  const address = parseIpv4(text)
  return address === null ? parseCidr4(text) : { address, prefix: 32 }
}

const addressesOf = (tunnel: Tunnel): string[] =>
  [
    tunnel.interface_address,
    tunnel.interface_address6,
    tunnel.cloudflare_endpoint,
    tunnel.customer_endpoint,
    ...(tunnel.bgp?.extra_prefixes ?? []),
  ].filter((text) => text != null)

// A default route contains every address, so it would always match.
const rangesOf = (addresses: readonly string[]): readonly number[] =>
  addresses.flatMap((text) => {
    const block = blockOf(text)
    return block && block.prefix > 0 ? [firstOf(block), lastOf(block)] : []
  })

const indexed = (tunnel: Tunnel): Indexed => {
  const before = known.get(tunnel)
  if (before) return before
  const addresses = addressesOf(tunnel)
  const index: Indexed = { text: textOf(tunnel), ranges: rangesOf(addresses), addresses }
  known.set(tunnel, index)
  return index
}

/** Computes in advance what the first search needs. */
export const prepareSearch = (tunnels: readonly Tunnel[]): void => {
  for (const tunnel of tunnels) indexed(tunnel)
}

/** Whether one of the ranges shares an address with this one. */
const isInRanges = (ranges: readonly number[], first: number, last: number): boolean => {
  for (let at = 0; at < ranges.length; at += 2)
    if ((ranges[at] ?? 0) <= last && first <= (ranges[at + 1] ?? 0)) return true
  return false
}

type Test = (tunnel: Tunnel) => boolean

/** Returns a test for an IPv6 address or prefix, and null for any other word. Loaded when one is typed (use-ipv6.ts). */
export type Ipv6Test = (word: string) => ((index: Indexed) => boolean) | null

const testOf = (word: string): ((index: Indexed) => boolean) => {
  const block = blockOf(word)
  if (block === null || block.prefix === 0) return ({ text }) => text.includes(word)
  const [first, last] = [firstOf(block), lastOf(block)]
  // Finds "10.0.0.1" in a description, but not in "10.0.0.12".
  const asWord = new RegExp(`(?<![\\d.])${word.replaceAll('.', '\\.')}(?![\\d.])`)
  // The regular expression is slow for thousands of texts, so it is tried only on those that contain the word.
  return ({ text, ranges }) => isInRanges(ranges, first, last) || (text.includes(word) && asWord.test(text))
}

/** The words, if all are searched as text in one spelling; null otherwise. */
const plainWords = (q: string): string[] | null => {
  const words = wordsOf(q)
  const isPlain = words.every(
    ([word = '', ...others]) => !others.length && !word.includes(':') && !blockOf(word),
  )
  return isPlain ? words.flat() : null
}

/** Whether all that matches `q` also matched `before`, as is usual while a word is being typed. */
export const narrows = (before: string, q: string): boolean => {
  const [less, more] = [plainWords(before), plainWords(q)]
  return less !== null && more !== null && less.every((word) => more.some((each) => each.includes(word)))
}

/**
 * Every word must match. A complete address or prefix finds the tunnels whose interface address, endpoints or extra
 * prefixes contain it or are within it; other words, such as the beginning of an address, are searched as text.
 * @param ipv6Test null until it is loaded: then an IPv6 address is searched as text
 */
export const searchTest = (q: string, ipv6Test: Ipv6Test | null): Test => {
  const tests = wordsOf(q).map((spellings) => {
    const matches = spellings.map((word) => ipv6Test?.(word) ?? testOf(word))
    const [only] = matches
    return matches.length === 1 && only ? only : (index: Indexed) => matches.some((match) => match(index))
  })
  const [only] = tests
  if (!only) return () => true
  if (tests.length === 1) return (tunnel) => only(indexed(tunnel))
  return (tunnel) => {
    const index = indexed(tunnel)
    return tests.every((test) => test(index))
  }
}
