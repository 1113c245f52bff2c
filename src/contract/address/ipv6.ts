/** Parses IPv6 addresses. In its own file, because a search of the list needs nothing else of the rules. */
import { parseIpv4 } from '../address.ts'

const GROUP = /^[\da-f]{1,4}$/i
/** The last 32 bits may be written as an IPv4 address (RFC 4291, 2.2). */
const INNER_IPV4 = /(?<=:)[^:]+\.[^:]+$/

const inGroups = (ipv4: string): string => {
  const bits = parseIpv4(ipv4)
  return bits === null ? ipv4 : `${(bits >>> 16).toString(16)}:${(bits & 0xffff).toString(16)}`
}

/** Parses the text of an address without a zone (RFC 4291, 2.2); null for everything else. Never throws. */
export const parseIpv6 = (text: string): bigint | null => {
  const [head = [], tail, ...rest] = text
    .replace(INNER_IPV4, inGroups)
    .split('::')
    .map((half) => (half === '' ? [] : half.split(':')))
  const omitted = 8 - head.length - (tail?.length ?? 0)
  if (rest.length > 0 || (tail ? omitted < 1 : omitted !== 0)) return null
  const groups = tail ? [...head, ...Array<string>(omitted).fill('0'), ...tail] : head
  return groups.every((group) => GROUP.test(group))
    ? groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n)
    : null
}
