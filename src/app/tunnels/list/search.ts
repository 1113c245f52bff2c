/** Finds tunnels by any of their texts and by their addresses. */
import { type Cidr4, overlaps, parseCidr4, parseIpv4 } from '../../../contract/address.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'

interface Indexed {
  text: string
  /** Interface address, endpoints and extra prefixes. */
  blocks: readonly Cidr4[]
}

// Computed once for each tunnel: a poll without changes keeps the same objects.
const texts = new WeakMap<Tunnel, string>()
const blocks = new WeakMap<Tunnel, Indexed['blocks']>()

const textOf = (tunnel: Tunnel): string => {
  const known = texts.get(tunnel)
  if (known !== undefined) return known
  const { bgp } = tunnel
  const text = [
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
  texts.set(tunnel, text)
  return text
}

/** The text as an address or a prefix; null for everything else. */
const blockOf = (text: string): Cidr4 | null => {
  const address = parseIpv4(text)
  return address === null ? parseCidr4(text) : { address, prefix: 32 }
}

const blocksOf = (tunnel: Tunnel): readonly Cidr4[] => {
  const known = blocks.get(tunnel)
  if (known) return known
  const found = [
    tunnel.interface_address,
    tunnel.cloudflare_endpoint,
    tunnel.customer_endpoint,
    ...(tunnel.bgp?.extra_prefixes ?? []),
  ]
    .flatMap((text) => (text ? (blockOf(text) ?? []) : []))
    // A default route contains every address, so it would always match.
    .filter(({ prefix }) => prefix > 0)
  blocks.set(tunnel, found)
  return found
}

/** Computes in advance what the first search for an address needs. */
export const prepareSearch = (tunnels: readonly Tunnel[]): void => {
  for (const tunnel of tunnels) {
    textOf(tunnel)
    blocksOf(tunnel)
  }
}

type Test = (tunnel: Tunnel) => boolean

const testOf = (word: string): Test => {
  const block = blockOf(word)
  if (block === null || block.prefix === 0) return (tunnel) => textOf(tunnel).includes(word)
  // Finds "10.0.0.1" in a description, but not in "10.0.0.12".
  const asWord = new RegExp(`(?<![\\d.])${word.replaceAll('.', '\\.')}(?![\\d.])`)
  return (tunnel) => blocksOf(tunnel).some((each) => overlaps(each, block)) || asWord.test(textOf(tunnel))
}

/**
 * Every word must match. A complete IPv4 address or prefix finds the tunnels whose interface address, endpoints or
 * extra prefixes contain it or are within it; other words, such as the beginning of an address, are searched as text.
 */
export const searchTest = (q: string): Test => {
  const tests = q.toLowerCase().split(/\s+/).filter(Boolean).map(testOf)
  return (tunnel) => tests.every((test) => test(tunnel))
}
