/** IPv6 addresses and prefixes as ranges of numbers, for searches. */
import { firstOf6, parseCidr6 } from './address6.ts'

export interface Block6 {
  first: bigint
  last: bigint
}

const BITS = 128

/** An address, or a prefix whatever its host bits are; null for everything else. Never throws. */
export const parseBlock6 = (text: string): Block6 | null => {
  const cidr = parseCidr6(text.includes('/') ? text : `${text}/${BITS}`)
  if (cidr === null) return null
  const first = firstOf6(cidr)
  return { first, last: first + (1n << BigInt(BITS - cidr.prefix)) - 1n }
}

/** Whether both share an address. */
export const overlap6 = (a: Block6, b: Block6): boolean => a.first <= b.last && b.first <= a.last

/** The block, unless it contains every address: a search for it, or in it, would always match. */
export const narrowBlock6 = (text: string): Block6 | null => {
  const block = parseBlock6(text)
  return block && block.last - block.first < (1n << BigInt(BITS)) - 1n ? block : null
}
