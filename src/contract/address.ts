/**
 * IPv4 and IPv6 arithmetic for tunnels: which two hosts a prefix holds, what range it lies in, what it
 * overlaps, which pair is free next. Pure. Lenient forms of IPv4 (`10.1`, `010.0.0.1`, `0x7f.1`) are none; ranges and
 * IPv6 rest on ipaddr.js.
 */
import ipaddr from 'ipaddr.js'

/** An IPv4 address with the prefix length it was written with. `address` is the host as typed, unmasked. */
export interface Cidr4 {
  /** The 32-bit address as an unsigned number. */
  address: number
  /** Prefix length in bits, 0 to 32. */
  prefix: number
}

/** Both hosts of a tunnel's inner link, as dotted text. */
export interface TunnelEnds {
  cloudflare: string
  customer: string
}

/** What an IPv4 address is good for, in the terms this product speaks of. */
export type Range4 =
  | 'private'
  | 'tunnel-link-local'
  | 'link-local'
  | 'cgnat'
  | 'documentation'
  | 'public'
  | 'reserved'

const toNumber = (octets: number[]): number => octets.reduce((sum, octet) => sum * 256 + octet, 0)

/** Dotted text of an unsigned 32-bit number. */
export const formatIpv4 = (address: number): string =>
  [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.')

/** The account's addresses are read again at every key press of the form, so what was read is kept. */
const readBefore = new Map<string, number | null>()
/** Three addresses and a prefix of each of 5,000 tunnels. */
const MOST_KEPT = 20_000

/** Four decimal parts without leading zeros. ipaddr.js judges the same by way of its lenient forms, ten times slower. */
const DOTTED_QUAD = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/

const readQuad = (text: string): number | null => {
  const octets = DOTTED_QUAD.exec(text)?.slice(1).map(Number)
  return octets?.every((octet) => octet <= 255) ? toNumber(octets) : null
}

/** Reads strict dotted-quad text; null for everything else. Never throws. */
export const parseIpv4 = (text: string): number | null => {
  const known = readBefore.get(text)
  if (known !== undefined) return known
  const address = readQuad(text)
  if (readBefore.size >= MOST_KEPT) readBefore.clear()
  readBefore.set(text, address)
  return address
}

/** True for an IPv6 address without a zone. */
export const isIpv6 = (text: string): boolean => !text.includes('%') && ipaddr.IPv6.isValid(text)

/** Reads `a.b.c.d/n` strictly, keeping the host bits; null for everything else. Never throws. */
export const parseCidr4 = (text: string): Cidr4 | null => {
  const [host = '', length = '', ...rest] = text.split('/')
  const address = parseIpv4(host)
  if (address === null || rest.length > 0 || !/^(0|[1-9]\d?)$/.test(length)) return null
  const prefix = Number(length)
  return prefix <= 32 ? { address, prefix } : null
}

const sizeOf = (prefix: number): number => 2 ** (32 - prefix)

/** First address of the block that `cidr` lies in, as an unsigned number. */
export const firstOf = ({ address, prefix }: Cidr4): number => address - (address % sizeOf(prefix))

const lastOf = (cidr: Cidr4): number => firstOf(cidr) + sizeOf(cidr.prefix) - 1

/** The block that `cidr` lies in, as text with its host bits cleared: `10.0.0.9/24` gives `10.0.0.0/24`. */
export const networkOf = (cidr: Cidr4): string => `${formatIpv4(firstOf(cidr))}/${cidr.prefix}`

export const hasHostBits = (cidr: Cidr4): boolean => firstOf(cidr) !== cidr.address

/** True when the two blocks share an address. */
export const overlaps = (a: Cidr4, b: Cidr4): boolean => firstOf(a) <= lastOf(b) && firstOf(b) <= lastOf(a)

/** True when every address of `inner` lies in `outer`. */
export const contains = (outer: Cidr4, inner: Cidr4): boolean =>
  firstOf(outer) <= firstOf(inner) && lastOf(inner) <= lastOf(outer)

/**
 * Both ends of an interface address. The host written is Cloudflare's; the other usable host is the
 * customer's (cloudflare-facts 2.1). Null for a length other than /31 or /30, and for the network or
 * broadcast address of a /30, which is no host.
 */
export const tunnelEnds = (cidr: Cidr4): TunnelEnds | null => {
  const offset = cidr.address - firstOf(cidr)
  if (cidr.prefix === 31) return ends(cidr.address, firstOf(cidr) + (1 - offset))
  if (cidr.prefix === 30 && (offset === 1 || offset === 2))
    return ends(cidr.address, firstOf(cidr) + (3 - offset))
  return null
}

const ends = (cloudflare: number, customer: number): TunnelEnds => ({
  cloudflare: formatIpv4(cloudflare),
  customer: formatIpv4(customer),
})

/** Both ends of interface-address text as the API reports it; null when it is not one. */
export const endsOfText = (text: string): TunnelEnds | null => {
  const cidr = parseCidr4(text)
  return cidr && tunnelEnds(cidr)
}

const block = (text: string): Cidr4 => {
  const cidr = parseCidr4(text)
  if (!cidr) throw new Error(`Not a prefix: ${text}`)
  return cidr
}

/** RFC 1918. The API page allows interface addresses here. */
export const PRIVATE_BLOCKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(block)

/** The one link-local part that Cloudflare's documentation adds for interface addresses (facts C3). */
export const TUNNEL_LINK_LOCAL = block('169.254.240.0/20')

/** RFC 5737: the addresses that examples use, the API page's own included. */
const DOCUMENTATION_BLOCKS = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'].map(block)

/** The range an address belongs to. */
export const rangeOf = (address: number): Range4 => {
  const host: Cidr4 = { address, prefix: 32 }
  if (DOCUMENTATION_BLOCKS.some((documentation) => contains(documentation, host))) return 'documentation'
  switch (ipaddr.IPv4.parse(formatIpv4(address)).range()) {
    case 'private':
      return 'private'
    case 'carrierGradeNat':
      return 'cgnat'
    case 'linkLocal':
      return contains(TUNNEL_LINK_LOCAL, host) ? 'tunnel-link-local' : 'link-local'
    case 'unicast':
      return 'public'
    default:
      return 'reserved'
  }
}

/** Where a suggestion is taken from when the account shows no habit of its own. */
const DEFAULT_POOL = block('10.255.0.0/24')

/**
 * The lowest free, aligned /31 in the /24 that most existing interface addresses lie in.
 * @param inUse interface addresses of the account's tunnels, as the API reports them
 * @param avoid further prefixes to stay out of, such as those advertised over BGP
 * @returns CIDR text with Cloudflare's side first, or null when the /24 and its followers up to the end of
 *   the allowed ranges are full
 */
export const nextFreePair = (inUse: readonly string[], avoid: readonly string[] = []): string | null => {
  const taken = inUse.flatMap((text) => parseCidr4(text) ?? [])
  // A default route covers everything and so says nothing about what is in use.
  const shunned = avoid.flatMap((text) => parseCidr4(text) ?? []).filter((cidr) => cidr.prefix >= 8)
  const blocked = [...taken, ...shunned].sort((a, b) => firstOf(a) - firstOf(b))
  const start = commonestPool(taken)
  const limit = [...PRIVATE_BLOCKS, TUNNEL_LINK_LOCAL].find((allowed) => contains(allowed, start))
  if (!limit) return null
  let candidate: Cidr4 = { address: firstOf(start), prefix: 31 }
  // Each pass jumps behind the block in the way, so the number of passes is bounded by the blocks.
  for (let hit = findOverlap(blocked, candidate); hit; hit = findOverlap(blocked, candidate)) {
    const next = lastOf(hit) + 1
    candidate = { address: next + (next % 2), prefix: 31 }
    if (candidate.address > lastOf(limit)) return null
  }
  return `${formatIpv4(candidate.address)}/31`
}

const findOverlap = (blocked: readonly Cidr4[], candidate: Cidr4): Cidr4 | undefined =>
  blocked.find((cidr) => overlaps(cidr, candidate))

/** The /24 that holds most of the given addresses; the lowest wins a tie. */
const commonestPool = (taken: readonly Cidr4[]): Cidr4 => {
  const counts = new Map<number, number>()
  for (const { address } of taken) {
    const range = rangeOf(address)
    if (range !== 'private' && range !== 'tunnel-link-local') continue
    const pool = firstOf({ address, prefix: 24 })
    counts.set(pool, (counts.get(pool) ?? 0) + 1)
  }
  const best = [...counts].sort(([a, m], [b, n]) => n - m || a - b)[0]
  return best ? { address: best[0], prefix: 24 } : DEFAULT_POOL
}

/**
 * Reads an IPv6 interface address. The API asks for a /127 that names the first of its two hosts.
 * @returns the prefix length and whether the host is the even, first one; null when it is no IPv6 prefix
 */
export const parseCidr6 = (text: string): { prefix: number; firstHost: boolean } | null => {
  const [host = '', length = '', ...rest] = text.split('/')
  if (!isIpv6(host) || rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > 128)
    return null
  const last = ipaddr.IPv6.parse(host).parts[7] ?? 0
  return { prefix: Number(length), firstHost: last % 2 === 0 }
}
