/** Prefixes in the notations that devices use. */
import { formatIpv4, networkOf, parseCidr4 } from '../contract/address.ts'

/** The netmask for a prefix length: 255.255.255.254 for 31. */
export const maskOf = (length: number): string =>
  formatIpv4(length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0)

/** `10.20.0.0/16` as `10.20.0.0 255.255.0.0`. */
export const withMask = (prefix: string): string => {
  const cidr = parseCidr4(prefix)
  if (!cidr) throw new TypeError(`Not a prefix: ${prefix}`)
  return `${formatIpv4(cidr.address)} ${maskOf(cidr.prefix)}`
}

/** The prefix that contains both interface addresses. For a /31 it contains nothing else. */
export const linkOf = ({
  cloudflareAddress,
  prefix,
}: {
  cloudflareAddress: string
  prefix: 30 | 31
}): string => {
  const cidr = parseCidr4(`${cloudflareAddress}/${prefix}`)
  if (!cidr) throw new TypeError(`Not an address: ${cloudflareAddress}`)
  return networkOf(cidr)
}
