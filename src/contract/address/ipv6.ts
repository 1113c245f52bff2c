/** Parses IPv6 addresses. In its own file, because a search of the list needs nothing else of the rules. */
import ipaddr from 'ipaddr.js'
import { parseIpv4 } from '../address.ts'

/**
 * The beginning of a deprecated form, `::192.0.2.1` (RFC 4291, 2.5.5.1). The library takes it for another address,
 * `::ffff:192.0.2.1`; with one more group it reads what is written.
 */
const IPV4_COMPATIBLE = /^::(?=\d+\.)/

/** Whether the last 32 bits, if written as an IPv4 address, are one in the strict form, without leading zeros. */
const isStrict = (text: string): boolean =>
  !text.includes('.') || parseIpv4(text.slice(text.lastIndexOf(':') + 1)) !== null

/** The 128 bits of an address without a zone; null for everything else. Never throws. */
export const parseIpv6 = (text: string): bigint | null => {
  const address = text.replace(IPV4_COMPATIBLE, '::0:')
  if (address.includes('%') || !isStrict(address) || !ipaddr.IPv6.isValid(address)) return null
  return ipaddr.IPv6.parse(address).parts.reduce((sum, part) => (sum << 16n) | BigInt(part), 0n)
}
