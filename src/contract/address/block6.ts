/**
 * IPv6 addresses and prefixes as ranges of numbers, for searches. Small and without the library that the forms use,
 * because the list of tunnels loads it while an address is typed.
 */
import { parseIpv4 } from '../address.ts'

export interface Block6 {
  first: bigint
  last: bigint
}

const GROUPS = 8
const BITS = 128

const isShort = (group: string): boolean => /^[\da-f]{1,4}$/i.test(group)

/** The hexadecimal groups of a part without `::`; an IPv4 address at the end is two of them. Null for anything else. */
const groupsOf = (part: string): string[] | null => {
  if (part === '') return []
  const groups = part.split(':')
  const number = parseIpv4(groups.at(-1) ?? '')
  if (number !== null) {
    groups.pop()
    groups.push(Math.floor(number / 0x10000).toString(16), (number % 0x10000).toString(16))
  }
  return groups.every(isShort) ? groups : null
}

const addressOf = (text: string): bigint | null => {
  const [head = '', tail, ...rest] = text.split('::')
  // An IPv4 address can only be at the end.
  if (rest.length > 0 || (tail !== undefined && head.includes('.'))) return null
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')]
  if (!before || !after) return null
  const left = GROUPS - before.length - after.length
  if (tail === undefined ? left !== 0 : left < 1) return null
  const groups = [...before, ...new Array<string>(left).fill('0'), ...after]
  return BigInt(`0x${groups.map((group) => group.padStart(4, '0')).join('')}`)
}

/** An address, or a prefix whatever its host bits are; null for everything else. Never throws. */
export const parseBlock6 = (text: string): Block6 | null => {
  if (!text.includes(':')) return null
  const [host = '', length = String(BITS), ...rest] = text.split('/')
  if (rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > BITS) return null
  const address = addressOf(host)
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
