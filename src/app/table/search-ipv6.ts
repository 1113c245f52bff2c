/** Finds rows by an IPv6 address or prefix, whatever its spelling. Loaded when one is typed. */
import { type Block6, narrowBlock6, overlap6 } from '../../contract/address/block6.ts'
import type { Indexed, Ipv6Test } from './search.ts'

// Computed once for each row.
const known = new WeakMap<Indexed, readonly Block6[]>()

const blocksOf = (index: Indexed): readonly Block6[] => {
  const blocks = known.get(index) ?? index.addresses.flatMap((text) => narrowBlock6(text) ?? [])
  known.set(index, blocks)
  return blocks
}

export const ipv6Test: Ipv6Test = (word) => {
  const asked = narrowBlock6(word)
  if (!asked) return null
  // Finds "2001:db8::1" in a description, but not in "2001:db8::12". While an address is typed it ends with "::".
  const end = word.endsWith(':') ? '' : '(?![\\da-f:])'
  const asWord = new RegExp(`(?<![\\da-f:])${word.replaceAll('.', '\\.')}${end}`)
  return (index) => blocksOf(index).some((block) => overlap6(block, asked)) || asWord.test(index.text)
}
