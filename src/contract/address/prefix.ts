/** A prefix of either family in one normalised form, for comparisons in rules. */
import { firstOf, hasHostBits, networkOf, parseCidr4 } from '../address.ts'
import { hasHostBits6, networkOf6, parseCidr6 } from './address6.ts'

export interface Block {
  family: 4 | 6
  prefix: number
  /** Canonical text, host bits cleared. */
  network: string
  hasHostBits: boolean
  /**
   * A key for the network of this length that contains it: equal for two prefixes if and only if they share
   * it.
   */
  keyAt(prefix: number): string
}

/** Parses a prefix strictly and allows host bits; null for everything else. */
export const parseBlock = (text: string): Block | null => {
  const four = parseCidr4(text)
  if (four) {
    const first = firstOf(four)
    return {
      family: 4,
      prefix: four.prefix,
      network: networkOf(four),
      hasHostBits: hasHostBits(four),
      keyAt: (prefix) => `4 ${prefix} ${Math.floor(first / 2 ** (32 - prefix))}`,
    }
  }
  const six = parseCidr6(text)
  return (
    six && {
      family: 6,
      prefix: six.prefix,
      network: networkOf6(six),
      hasHostBits: hasHostBits6(six),
      keyAt: (prefix) => `6 ${prefix} ${six.address >> BigInt(128 - prefix)}`,
    }
  )
}
