/** IPv6 addresses and prefixes: parsing, canonical text and kinds of addresses. */
import ipaddr from 'ipaddr.js'
import { parseIpv4 } from '../address.ts'

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

/**
 * The beginning of a deprecated form, `::192.0.2.1` (RFC 4291, 2.5.5.1). The library takes it for another address,
 * `::ffff:192.0.2.1`; with one more group it reads what is written.
 */
const IPV4_COMPATIBLE = /^::(?=\d+\.)/

/** Whether the last 32 bits, if written as an IPv4 address, are one in the strict form, without leading zeros. */
const isStrict = (text: string): boolean =>
  !text.includes('.') || parseIpv4(text.slice(text.lastIndexOf(':') + 1)) !== null

/** The 128 bits of an address without a zone; null for everything else. Never throws. */
const parseIpv6 = (text: string): bigint | null => {
  const address = text.replace(IPV4_COMPATIBLE, '::0:')
  if (address.includes('%') || !isStrict(address) || !ipaddr.IPv6.isValid(address)) return null
  return ipaddr.IPv6.parse(address).parts.reduce((sum, part) => (sum << 16n) | BigInt(part), 0n)
}

/** Whether the text is an IPv6 address without a zone. */
export const isIpv6 = (text: string): boolean => parseIpv6(text) !== null

const libraryAddress = (address: bigint) =>
  new ipaddr.IPv6(
    Array.from({ length: 8 }, (_, index) => Number((address >> BigInt(112 - 16 * index)) & 0xffffn)),
  )

/** Parses `address/n`; null for everything else. Never throws. */
export const parseCidr6 = (text: string): Cidr6 | null => {
  const [host = '', length = '', ...rest] = text.split('/')
  if (rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > 128) return null
  const address = parseIpv6(host)
  if (address === null) return null
  return { address, prefix: Number(length), firstHost: (address & 1n) === 0n }
}

/** The first address of the prefix. */
export const firstOf6 = ({ address, prefix }: Cidr6): bigint => {
  const hostBits = BITS - BigInt(prefix)
  return (address >> hostBits) << hostBits
}

export const hasHostBits6 = (cidr: Cidr6): boolean => firstOf6(cidr) !== cidr.address

/** The network of `cidr` as canonical text, with cleared host bits. */
export const networkOf6 = (cidr: Cidr6): string =>
  `${libraryAddress(firstOf6(cidr)).toRFC5952String()}/${cidr.prefix}`

const KINDS: Partial<Record<string, Kind6>> = {
  ipv4Mapped: 'IPv4-mapped',
  linkLocal: 'link-local',
  multicast: 'multicast',
  loopback: 'loopback',
  unspecified: 'unspecified',
}

/** @param text an IPv6 address, or one with a prefix length */
export const kindOf6 = (text: string): Kind6 | null => {
  const address = parseIpv6(text.split('/')[0] ?? '')
  return address === null ? null : (KINDS[libraryAddress(address).range()] ?? null)
}

/** The IPv4 address inside an IPv4-mapped IPv6 address, or null. */
export const mappedIpv4 = (text: string): string | null => {
  const address = parseIpv6(text)
  const mapped = address === null ? null : libraryAddress(address)
  return mapped?.isIPv4MappedAddress() ? mapped.toIPv4Address().toString() : null
}
