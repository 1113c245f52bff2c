/** A prefix of either family, in one form: what rules compare, whatever its spelling. */
import { firstOf, hasHostBits, networkOf, parseCidr4 } from './address.ts'
import { hasHostBits6, networkOf6, parseCidr6 } from './address6.ts'

export interface Block {
  family: 4 | 6
  prefix: number
  /** Canonical text, host bits cleared. */
  network: string
  hasHostBits: boolean
  /** Names the block of this length around it: equal for two prefixes exactly when they lie in the same one. */
  around(prefix: number): string
}

/** Reads a prefix strictly, host bits allowed; null for everything else. */
export const parseBlock = (text: string): Block | null => {
  const four = parseCidr4(text)
  if (four) {
    const first = firstOf(four)
    return {
      family: 4,
      prefix: four.prefix,
      network: networkOf(four),
      hasHostBits: hasHostBits(four),
      around: (prefix) => `4 ${prefix} ${Math.floor(first / 2 ** (32 - prefix))}`,
    }
  }
  const six = parseCidr6(text)
  return (
    six && {
      family: 6,
      prefix: six.prefix,
      network: networkOf6(six),
      hasHostBits: hasHostBits6(six),
      around: (prefix) => `6 ${prefix} ${six.address >> BigInt(128 - prefix)}`,
    }
  )
}
