/** IPv6 addresses and prefixes: parsing, canonical text and kinds of addresses. */
import ipaddr from 'ipaddr.js'

/** An IPv6 address with its prefix length. `address` keeps its host bits. */
export interface Cidr6 {
  /** The 128-bit address. */
  address: bigint
  /** Prefix length in bits, 0 to 128. */
  prefix: number
  /** Whether the host is the even, first one of a /127. */
  firstHost: boolean
}

/** Kinds of IPv6 addresses that are unusual where a public address or a network is expected. */
export type Kind6 = 'IPv4-mapped' | 'link-local' | 'multicast' | 'loopback' | 'unspecified'

const BITS = 128n

/** Whether the text is an IPv6 address without a zone. */
export const isIpv6 = (text: string): boolean => !text.includes('%') && ipaddr.IPv6.isValid(text)

const bitsOf = (text: string): bigint =>
  ipaddr.IPv6.parse(text).parts.reduce((sum, part) => (sum << 16n) | BigInt(part), 0n)

/** Canonical text (RFC 5952): lower case, with the longest run of zeros shortened. */
const formatIpv6 = (address: bigint): string => {
  const parts = Array.from({ length: 8 }, (_, index) =>
    Number((address >> BigInt(112 - 16 * index)) & 0xffffn),
  )
  return new ipaddr.IPv6(parts).toRFC5952String()
}

/** Parses `address/n`; null for everything else. Never throws. */
export const parseCidr6 = (text: string): Cidr6 | null => {
  const [host = '', length = '', ...rest] = text.split('/')
  if (rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > 128 || !isIpv6(host))
    return null
  const address = bitsOf(host)
  return { address, prefix: Number(length), firstHost: (address & 1n) === 0n }
}

const masked = ({ address, prefix }: Cidr6): bigint => {
  const hostBits = BITS - BigInt(prefix)
  return (address >> hostBits) << hostBits
}

export const hasHostBits6 = (cidr: Cidr6): boolean => masked(cidr) !== cidr.address

/** The network of `cidr` as canonical text, with cleared host bits. */
export const networkOf6 = (cidr: Cidr6): string => `${formatIpv6(masked(cidr))}/${cidr.prefix}`

/** @param text an IPv6 address, or one with a prefix length */
export const kindOf6 = (text: string): Kind6 | null => {
  const [host = ''] = text.split('/')
  if (!isIpv6(host)) return null
  switch (ipaddr.IPv6.parse(host).range()) {
    case 'ipv4Mapped':
      return 'IPv4-mapped'
    case 'linkLocal':
      return 'link-local'
    case 'multicast':
      return 'multicast'
    case 'loopback':
      return 'loopback'
    case 'unspecified':
      return 'unspecified'
    default:
      return null
  }
}

/** The IPv4 address inside an IPv4-mapped IPv6 address, or null. */
export const mappedIpv4 = (text: string): string | null => {
  if (!isIpv6(text)) return null
  const address = ipaddr.IPv6.parse(text)
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : null
}
