/** IPv6 addresses and prefixes as ranges of numbers, for searches. */
import { parseIpv6 } from './ipv6.ts'

export interface Block6 {
  first: bigint
  last: bigint
}

const BITS = 128

/** An address, or a prefix whatever its host bits are; null for everything else. Never throws. */
export const parseBlock6 = (text: string): Block6 | null => {
  if (!text.includes(':')) return null
  const [host = '', length = String(BITS), ...rest] = text.split('/')
  if (rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > BITS) return null
  const address = parseIpv6(host)
  if (address === null) return null
  const hostBits = BigInt(BITS - Number(length))
  const first = (address >> hostBits) << hostBits
  return { first, last: first + (1n << hostBits) - 1n }
}

/** Whether both share an address. */
export const overlap6 = (a: Block6, b: Block6): boolean => a.first <= b.last && b.first <= a.last

/** The block, unless it contains every address: a search for it, or in it, would always match. */
export const narrowBlock6 = (text: string): Block6 | null => {
  const block = parseBlock6(text)
  return block && block.last - block.first < (1n << BigInt(BITS)) - 1n ? block : null
}
