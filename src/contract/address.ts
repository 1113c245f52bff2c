/**
 * IPv4 arithmetic for tunnels: which two hosts a prefix holds, what it overlaps. Pure.
 * Lenient forms (`10.1`, `010.0.0.1`, `0x7f.1`) are no addresses here.
 */
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

const toNumber = (octets: number[]): number => octets.reduce((sum, octet) => sum * 256 + octet, 0)

/** Dotted text of an unsigned 32-bit number. */
export const formatIpv4 = (address: number): string =>
  [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.')

/** Octets without leading zeros, which some programs read as octal. */
const OCTET = '(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])'
const FOUR_PARTS = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}$`)

/** Reads strict dotted-quad text; null for everything else. Never throws. */
export const parseIpv4 = (text: string): number | null => {
  const octets = FOUR_PARTS.exec(text)
  return octets && toNumber(octets.slice(1).map(Number))
}

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

/** Last address of that block. */
export const lastOf = (cidr: Cidr4): number => firstOf(cidr) + sizeOf(cidr.prefix) - 1

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
 * customer's (docs/api.md, Interface address). Null for a length other than /31 or /30, and for the network or
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
