/** Splits a pasted list into prefixes. */

import { tidyText } from '../characters.ts'
import { IP_ADDRESS } from './address-kind.ts'
import { parseMasked } from './mask.ts'
import { ENTITY, tidyAddress } from './typed-address.ts'

/** A list in brackets, such as `["10.0.0.0/8", "10.1.0.0/16"]`: they are not part of an entry. */
const LIST = /^\s*[[({]([^[\](){}]*["'/][^[\](){}]*)[\])}]\s*[,;]?\s*$/

/** Characters between entries; none of them can be a part of one. */
const SEPARATOR = /[,;|\n\r\u2028\u2029\uff0c\u3001\uff1b]/

const QUOTED = /^["'\u201c\u201e\u201d\u2018\u2019\u00ab\u00bb](.+)["'\u201d\u201c\u2019\u2018\u00ab\u00bb]$/

/** The bullet or the number before an entry in a list of lines. */
const BULLET = /^(?:[-*\u2022\u2013]|\d{1,3}[.)])$/

/** Between the ends of a range, which is one entry. */
const DASH = /^[-\u2013]$/

/**
 * Words that belong to the address before: `10.0.0.0 255.0.0.0`, `10.0.0.0 8` and `10.0.0.0 / 8` are one
 * entry each.
 */
const TOGETHER = /^(?:\/|(?:net)?mask$|\/?\d{1,3}$|(?:\d{1,3}\.){3}\d{1,3}$)/i

/** Words of a line with a route or a rule, which has other addresses besides the prefix. */
const ROUTE = /\b(?:route|via|next-?hop|gateway|permit|deny)\b|^\s*\S*\*>/i

/** A next hop, or all addresses: in such a line neither is an entry of the list. */
const isBeside = (part: string): boolean =>
  IP_ADDRESS.isValid(part.split(' ')[0] ?? '') || /^any$/i.test(part)

/**
 * Whether a line stays one entry, so that only its prefix is offered. Without its words a next hop would look like
 * a host, and `any` like the default route.
 */
const isRoute = (line: string, parts: readonly string[]): boolean =>
  ROUTE.test(line) && parts.length > 2 && parts.some((part) => isBeside(part.replace(/^[\w-]+=/, '')))

/**
 * Splits typed or pasted prefixes at blanks, commas, semicolons and line breaks, but not between address and
 * mask.
 */
export const splitPrefixes = (entry: string): string[] =>
  entry
    .replace(ENTITY, ' ')
    .replace(LIST, '$1')
    .split(SEPARATOR)
    .flatMap((line) => {
      const parts: string[] = []
      const words = line.split(/[^\S\ufeff]+/).map((word) => tidyText(word).replace(QUOTED, '$1'))
      for (const [index, word] of words.entries()) {
        const isBullet = parts.length === 0 && BULLET.test(word) && words.slice(index + 1).join('') !== ''
        if (word === '' || isBullet) continue
        const before = parts.at(-1)
        if (before !== undefined && belongs(before, word))
          parts[parts.length - 1] = tidyAddress(`${before} ${word}`)
        else parts.push(word)
      }
      return isRoute(line, parts) ? [tidyAddress(line)] : parts
    })

/**
 * Whether a word belongs to the text before it: a slash, a length or a mask after an address without a
 * length.
 */
const belongs = (before: string, word: string): boolean => {
  if (before.endsWith('/') || /^\/\d/.test(word)) return true
  if (/ [-\u2013]$/.test(before) || (DASH.test(word) && IP_ADDRESS.isValid(before))) return true
  if (!TOGETHER.test(word)) return false
  const [host = '', ...rest] = before.split(' ')
  if (!IP_ADDRESS.isValid(host) || (rest.length > 0 && !/^(?:net)?mask$/i.test(rest.join(' ')))) return false
  if (!/^\d+\./.test(word)) return true
  const masked = parseMasked(`${host} ${word}`)
  return masked !== null && (masked.prefix !== null || /^255\./.test(word))
}
