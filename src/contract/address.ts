/**
 * IPv4 arithmetic for tunnels: the two hosts of a prefix, overlaps. All functions are pure. Lenient forms
 * (`10.1`, `010.0.0.1`, `0x7f.1`) are not accepted as addresses.
 */
/** An IPv4 address with its prefix length. `address` keeps its host bits. */
export interface Cidr4 {
  /** The 32-bit address as an unsigned number. */
  address: number
  /** Prefix length in bits, 0 to 32. */
  prefix: number
}

/** Both interface addresses of a tunnel, as dotted text. */
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

/** Parses strict dotted-quad text; null for everything else. Never throws. */
export const parseIpv4 = (text: string): number | null => {
  const octets = FOUR_PARTS.exec(text)
  return octets && toNumber(octets.slice(1).map(Number))
}

/** Parses `a.b.c.d/n` strictly and keeps the host bits; null for everything else. Never throws. */
export const parseCidr4 = (text: string): Cidr4 | null => {
  const [host = '', length = '', ...rest] = text.split('/')
  const address = parseIpv4(host)
  if (address === null || rest.length > 0 || !/^(0|[1-9]\d?)$/.test(length)) return null
  const prefix = Number(length)
  return prefix <= 32 ? { address, prefix } : null
}

const sizeOf = (prefix: number): number => 2 ** (32 - prefix)

/** First address of the network of `cidr`, as an unsigned number. */
export const firstOf = ({ address, prefix }: Cidr4): number => address - (address % sizeOf(prefix))

/** Last address of that network. */
export const lastOf = (cidr: Cidr4): number => firstOf(cidr) + sizeOf(cidr.prefix) - 1

/** The network of `cidr` as text, with cleared host bits: `10.0.0.0/24` for `10.0.0.9/24`. */
export const networkOf = (cidr: Cidr4): string => `${formatIpv4(firstOf(cidr))}/${cidr.prefix}`

export const hasHostBits = (cidr: Cidr4): boolean => firstOf(cidr) !== cidr.address

/** Whether the two prefixes share an address. */
export const overlaps = (a: Cidr4, b: Cidr4): boolean => firstOf(a) <= lastOf(b) && firstOf(b) <= lastOf(a)

/** Whether every address of `inner` is in `outer`. */
export const contains = (outer: Cidr4, inner: Cidr4): boolean =>
  firstOf(outer) <= firstOf(inner) && lastOf(inner) <= lastOf(outer)

/**
 * Both interface addresses. The host of `cidr` is Cloudflare's; the other usable host is the customer's
 * (docs/api.md, Interface address). Null for a length other than /31 or /30, and for the network or broadcast
 * address of a /30.
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

/** Both interface addresses, from the API's text; null when the text is not an interface address. */
export const endsOfText = (text: string): TunnelEnds | null => {
  const cidr = parseCidr4(text)
  return cidr && tunnelEnds(cidr)
}
