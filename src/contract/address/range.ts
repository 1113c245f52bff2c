/** The range of an IPv4 address. In its own file, because a page that only parses addresses needs no ranges. */
import { type Cidr4, contains, parseCidr4 } from '../address.ts'

/** The kinds of IPv4 ranges that the rules distinguish. */
export type Range4 =
  | 'private'
  | 'tunnel-link-local'
  | 'link-local'
  | 'cgnat'
  | 'documentation'
  | 'public'
  | 'reserved'

const block = (text: string): Cidr4 => {
  const cidr = parseCidr4(text)
  if (!cidr) throw new Error(`Not a prefix: ${text}`)
  return cidr
}

/** RFC 1918. The API page allows interface addresses here. */
export const PRIVATE_BLOCKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(block)

/** The link-local range that Cloudflare allows for interface addresses (docs/api.md, Interface address). */
export const TUNNEL_LINK_LOCAL = block('169.254.240.0/20')

/** RFC 5737. Examples use these addresses, including those of the API page. */
const DOCUMENTATION_BLOCKS = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'].map(block)

const LINK_LOCAL = block('169.254.0.0/16')
const LOOPBACK = block('127.0.0.0/8')
const MULTICAST = block('224.0.0.0/4')
const CGNAT = block('100.64.0.0/10')

/** The rest of IANA's registry of special-purpose IPv4 addresses (RFC 6890), and relays of 6to4 and AMT. */
const RESERVED_BLOCKS = [
  ...['0.0.0.0/8', '192.0.0.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24'].map(block),
  ...['192.175.48.0/24', '198.18.0.0/15', '240.0.0.0/4'].map(block),
  LOOPBACK,
  MULTICAST,
]

/** The range that contains an address. */
export const rangeOf = (address: number): Range4 => {
  const isIn = (outer: Cidr4) => contains(outer, { address, prefix: 32 })
  if (DOCUMENTATION_BLOCKS.some(isIn)) return 'documentation'
  if (PRIVATE_BLOCKS.some(isIn)) return 'private'
  if (isIn(CGNAT)) return 'cgnat'
  if (isIn(LINK_LOCAL)) return isIn(TUNNEL_LINK_LOCAL) ? 'tunnel-link-local' : 'link-local'
  return RESERVED_BLOCKS.some(isIn) ? 'reserved' : 'public'
}

/**
 * The kind of an IPv4 prefix that routers do not advertise, or null for all others.
 * @param text a prefix
 */
export const unusualKind4 = (text: string): 'loopback' | 'link-local' | 'multicast' | null => {
  const cidr = parseCidr4(text)
  if (cidr === null) return null
  const isIn = (outer: Cidr4) => contains(outer, { ...cidr, prefix: 32 })
  if (isIn(LOOPBACK)) return 'loopback'
  if (isIn(LINK_LOCAL)) return 'link-local'
  return isIn(MULTICAST) ? 'multicast' : null
}
