/**
 * The range of an IPv4 address. In its own file, so that a page that only parses addresses does not load
 * ipaddr.js.
 */
import ipaddr from 'ipaddr.js'
import { type Cidr4, contains, formatIpv4, parseCidr4 } from '../address.ts'

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

/** The range that contains an address. */
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

const KINDS = { loopback: 'loopback', linkLocal: 'link-local', multicast: 'multicast' } as const

/**
 * The kind of an IPv4 prefix that routers do not advertise, or null for all others.
 * @param text a prefix
 */
export const unusualKind4 = (text: string): (typeof KINDS)[keyof typeof KINDS] | null => {
  const cidr = parseCidr4(text)
  if (cidr === null) return null
  const range = ipaddr.IPv4.parse(formatIpv4(cidr.address)).range()
  return range in KINDS ? KINDS[range as keyof typeof KINDS] : null
}
