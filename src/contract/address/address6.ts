/** IPv6 addresses and prefixes: parsing, canonical text and kinds of addresses. */
import { formatIpv4 } from '../address.ts'
import { parseIpv6 } from './ipv6.ts'

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
export const isIpv6 = (text: string): boolean => parseIpv6(text) !== null

/** Canonical text (RFC 5952): lower case, with the first of the longest runs of zeros shortened. */
const formatIpv6 = (address: bigint): string => {
  const text = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n]
    .map((shift) => ((address >> shift) & 0xffffn).toString(16))
    .join(':')
  const runs = text.match(/\b0(?::0)+\b/g) ?? []
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '')
  return longest === '' ? text : text.replace(new RegExp(`(?:^|:)\\b${longest}\\b:?`), '::')
}

/** Parses `address/n`; null for everything else. Never throws. */
export const parseCidr6 = (text: string): Cidr6 | null => {
  const [host = '', length = '', ...rest] = text.split('/')
  if (rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > 128) return null
  const address = parseIpv6(host)
  if (address === null) return null
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
  const address = parseIpv6(text.split('/')[0] ?? '')
  if (address === null) return null
  if (address < 2n) return address === 0n ? 'unspecified' : 'loopback'
  if (address >> 32n === 0xffffn) return 'IPv4-mapped'
  if (address >> 118n === 0xfe80n >> 6n) return 'link-local'
  return address >> 120n === 0xffn ? 'multicast' : null
}

/** The IPv4 address inside an IPv4-mapped IPv6 address, or null. */
export const mappedIpv4 = (text: string): string | null => {
  const address = parseIpv6(text)
  return address !== null && address >> 32n === 0xffffn ? formatIpv4(Number(address & 0xffff_ffffn)) : null
}
