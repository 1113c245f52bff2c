/** Finds rows of a table by any of their texts and by their addresses. */
import { type Cidr4, firstOf, lastOf, parseCidr4, parseIpv4 } from '../../contract/address.ts'
import { wordsOf } from '../search-words.ts'

/** What the search compares of a row. */
export interface Indexed {
  /** In lower case, with a line break between two texts. */
  text: string
  addresses: readonly string[]
  /** The IPv4 addresses and prefixes as numbers: the first and the last address of each, in one flat array. */
  ranges: readonly number[]
}

/** The text as an address or a prefix; null for everything else. */
const blockOf = (text: string): Cidr4 | null => {
  const address = parseIpv4(text)
  return address === null ? parseCidr4(text) : { address, prefix: 32 }
}

/** A default route contains every address, so it would always match, and has no range here. */
export const rangesOf = (addresses: readonly string[]): readonly number[] =>
  addresses.flatMap((text) => {
    const block = blockOf(text)
    return block && block.prefix > 0 ? [firstOf(block), lastOf(block)] : []
  })

/** @param texts all that can be searched; those that the row does not have are left out */
export const searchedText = (texts: readonly (string | false | null | undefined)[]): string =>
  texts.filter(Boolean).join('\n').toLowerCase()

/** Whether one of the ranges shares an address with this one. */
const isInRanges = (ranges: readonly number[], first: number, last: number): boolean => {
  for (let at = 0; at < ranges.length; at += 2)
    if ((ranges[at] ?? 0) <= last && first <= (ranges[at + 1] ?? 0)) return true
  return false
}

/** Returns a test for an IPv6 address or prefix, and null for any other word. Loaded when one is typed (use-searched.ts). */
export type Ipv6Test = (word: string) => ((index: Indexed) => boolean) | null

/** Returns a test for an IPv4 address or prefix, and null for any other word. */
const ipv4Test: Ipv6Test = (word) => {
  const block = blockOf(word)
  if (block === null || block.prefix === 0) return null
  const [first, last] = [firstOf(block), lastOf(block)]
  // Finds "10.0.0.1" in a description, but not in "10.0.0.12".
  const asWord = new RegExp(`(?<![\\d.])${word.replaceAll('.', '\\.')}(?![\\d.])`)
  // The regular expression is slow for thousands of texts, so it is tried only on those that contain the word.
  return ({ text, ranges }) => isInRanges(ranges, first, last) || (text.includes(word) && asWord.test(text))
}

/** Many texts as one, which is searched in a fraction of the time that thousands of them take. */
interface Joined {
  text: string
  /** Where each text ends. */
  ends: readonly number[]
}

const join = (texts: readonly string[]): Joined => {
  let end = -1
  const ends = texts.map((text) => {
    end += text.length + 1
    return end
  })
  // A word contains no line break, so it is never found across two texts.
  return { text: texts.join('\n'), ends }
}

/** Indexes of the texts that contain the word, in order. */
const scan = ({ text, ends }: Joined, word: string): number[] => {
  const found: number[] = []
  let index = 0
  let at = text.indexOf(word)
  while (at >= 0) {
    let end = ends[index] ?? text.length
    while (end <= at) end = ends[++index] ?? text.length
    found.push(index)
    at = end < text.length ? text.indexOf(word, end) : -1
  }
  return found
}

/** @param ipv6Test null until it is loaded: then an IPv6 address is searched as text */
export type Search<T> = (q: string, ipv6Test: Ipv6Test | null) => readonly T[]

/**
 * Makes a search in these items. Every word must match. A complete address or prefix finds the items with an address or
 * a prefix that contains it or is within it; other words, such as the beginning of an address, are searched as text. If
 * all items match, the same array is returned.
 * @param indexOf called for every item at every search for an address, so it computes the index of an item only once
 */
export const createSearch = <T>(items: readonly T[], indexOf: (item: T) => Indexed): Search<T> => {
  let joined: Joined | null = null
  const withText = (word: string): T[] => {
    joined ??= join(items.map((item) => indexOf(item).text))
    return scan(joined, word).map((index) => items[index] as T)
  }
  return (q, ipv6Test) => {
    const withWord = (word: string): readonly T[] => {
      const test = ipv6Test?.(word) ?? ipv4Test(word)
      return test ? items.filter((item) => test(indexOf(item))) : withText(word)
    }
    const withAny = ([word = '', ...others]: string[]): readonly T[] => {
      if (others.length === 0) return withWord(word)
      const any = new Set([word, ...others].flatMap(withWord))
      return items.filter((item) => any.has(item))
    }
    const [first = items, ...others] = wordsOf(q).map(withAny)
    const found = others.reduce((left, more) => {
      const both = new Set(more)
      return left.filter((item) => both.has(item))
    }, first)
    return found.length === items.length ? items : found
  }
}
