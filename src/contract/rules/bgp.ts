/** Rules for the ASN. Each returns all findings, the most severe first. */

import { BGP } from '../bgp.ts'
import {
  firstCharacter,
  inAscii,
  isBlank,
  isInvisible,
  isolated,
  startOfSentence,
  tidyText,
  withoutCharacters,
} from '../characters.ts'
import { about, error, type Finding, fix, type Neighbour, warning } from '../finding.ts'
import { ASN_MAX } from '../tunnel-values.ts'
import { neighboursOf } from './neighbours.ts'

const INT32_MAX = 2_147_483_647

/** No BGP speaker may use these as its own ASN: RFC 7607, RFC 6793, RFC 7300. */
const RESERVED_ASNS = new Set([0, 23456, 65535, ASN_MAX])

const bareOf = (text: string): string => tidyText(text).replace(/^ASN?[\s:#]*/i, '')

/** A number with a dot: two halves of 16 bits in asdot notation (RFC 5396), or something else. */
interface Dotted {
  asdot: number
  /** The private 2-byte ASN that it may also mean, which is then more likely; null otherwise. */
  other: number | null
}

/** The private 2-byte ASNs, and where the 4-byte ones begin and end (RFC 6996). */
export const PRIVATE_ASNS = {
  first: 64_512,
  last: 65_534,
  first4: 4_200_000_000,
  last4: 4_294_967_294,
} as const

const isPrivate16 = (asn: number): boolean => asn >= PRIVATE_ASNS.first && asn <= PRIVATE_ASNS.last

const dottedOf = (bare: string): Dotted | null => {
  const [, high = '', low = ''] = /^(\d{1,5})\.(\d{1,5})$/.exec(bare) ?? []
  if (high === '' || Number(high) > 65535 || Number(low) > 65535) return null
  // `64512.0` is that ASN with extra characters, `64.512` the same with a thousands separator.
  const other = [Number(high), low.length === 3 ? Number(high + low) : 0].find(isPrivate16) ?? null
  return { asdot: Number(high) * 65536 + Number(low), other }
}

/**
 * Parses an ASN in any common spelling: `64513`, `AS64513`, `1.10` (asdot).
 * @returns the number, which may be out of range, or null if the text is not an ASN or is ambiguous
 */
export const parseAsn = (text: string): number | null => {
  const bare = bareOf(text)
  if (/^\d+$/.test(bare)) return Number(bare)
  const dotted = dottedOf(bare)
  return dotted?.other === null ? dotted.asdot : null
}

/**
 * Any spelling of an ASN as a plain number, which the API requires; other text is returned as it was typed.
 */
export const plainAsn = (text: string): string => {
  const asn = parseAsn(text)
  return asn === null || asn > ASN_MAX ? tidyText(text) : String(asn)
}

export const isPrivateAsn = (asn: number): boolean =>
  isPrivate16(asn) || (asn >= PRIVATE_ASNS.first4 && asn <= PRIVATE_ASNS.last4)

/** The lowest private 2-byte ASN that no tunnel uses, or null if there is none. */
export const nextPrivateAsn = (neighbours: readonly Neighbour[]): number | null => {
  const known = neighboursOf(neighbours)
  for (let asn: number = PRIVATE_ASNS.first; asn <= PRIVATE_ASNS.last; asn++)
    if (!known.byAsn(asn)) return asn
  return null
}

/** @param asn null when the text is not a number */
export const judgeAsn = (asn: number | null, neighbours: readonly Neighbour[]): Finding[] => {
  if (asn === null) return [error('Enter a number, for example 64513')]
  if (!Number.isInteger(asn) || asn < 0 || asn > ASN_MAX) {
    return [error(`Enter a whole number from 0 to ${ASN_MAX}`)]
  }
  // eBGP only: "must differ from the Cloudflare-side ASN" (docs/api.md, BGP).
  if (asn === BGP.cloudflareAsn)
    return [error(`${asn} is Cloudflare's own ASN. Enter the ASN your router uses`)]
  const findings: Finding[] = []
  if (RESERVED_ASNS.has(asn)) findings.push(warning(`${asn} is reserved. Routers refuse it as their own ASN`))
  // One description of the API says a signed 32-bit number, another a 4-byte ASN.
  if (asn > INT32_MAX)
    findings.push(warning(`One description of the API allows at most ${INT32_MAX}. The API decides`))
  const twin = neighboursOf(neighbours).byAsn(asn)
  if (twin) {
    findings.push(
      warning(
        `Also used on ${isolated(twin.name)}. Two sites with one ASN drop each other's routes without allowas-in`,
        about(twin),
      ),
    )
  }
  return findings
}

/** The number between punctuation, as in `#64513` and `AS-64513`, but not after a sign. */
const ALONE = /^(?!-)(?:asn?|\W)*(\d+)\W*$/i

/** The number that a router's line calls an ASN, as in `neighbor 10.77.0.9 remote-as 65001`. */
const NAMED = /\b(?:as|asn|bgp)[\s:=]+(\d+)\b/gi

/**
 * The ASN in text with words, thousands separators, full-width digits or invisible characters; null without
 * one.
 */
const meantAsn = (text: string): string | null => {
  const plain = tidyText(withoutCharacters(inAscii(text), isInvisible))
  const digits = /^(AS\s*)?\d{1,3}([ ,.'_]\d{3})+$/i.test(plain) ? plain.replace(/[ ,.'_]/g, '') : plain
  const words = digits.split(/\s+/).filter((word) => /\d/.test(word))
  const named = [...digits.matchAll(NAMED)].map(([, number = '']) => number)
  const [only = ''] = named.length === 1 ? named : [words.join(' ').replace(ALONE, '$1')]
  const asn = parseAsn(only)
  return asn === null || asn > ASN_MAX ? null : String(asn)
}

/** @param text as typed, in any spelling */
export const judgeAsnText = (text: string, neighbours: readonly Neighbour[]): Finding[] => {
  const asn = parseAsn(text)
  if (asn !== null) return judgeAsn(asn, neighbours)
  const bare = bareOf(text)
  const dotted = dottedOf(bare)
  if (dotted) {
    return [
      error(
        `${bare} may mean ${dotted.other}, or ${dotted.asdot} in asdot notation. Enter the number without a dot`,
        fix(String(dotted.other)),
      ),
    ]
  }
  const value = meantAsn(text)
  const offer = value === null ? {} : fix(value)
  const foreign = firstCharacter(bare, (character) => isBlank(character) || !/[\x21-\x7e]/.test(character))
  if (!foreign) return [error('Enter a number, for example 64513', offer)]
  const position = foreign.position + [...text.slice(0, text.indexOf(bare))].length
  return [
    error(`${startOfSentence(foreign.name)} at position ${position} does not belong in an ASN`, {
      position,
      ...offer,
    }),
  ]
}
