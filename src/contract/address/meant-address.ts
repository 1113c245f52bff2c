/** Finds the one address or prefix in text that was copied with what surrounds it. */

import { isBlank, withoutCharacters } from '../characters.ts'
import { type AddressKind, IP_ADDRESS } from './address-kind.ts'
import { parseMasked } from './mask.ts'

/** The beginning of a URL. */
export const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i

/**
 * The host of a URL, or of an address with brackets, a port or a zone; null for text without any of these.
 */
const hostOf = (text: string): string | null => {
  const bare = text.replace(SCHEME, '')
  const bracketed = /^\[([0-9a-f:.%\w]+)\]/i.exec(bare)?.[1]
  const host = bracketed ?? (SCHEME.test(text) ? bare.split(/[/?#]/)[0] : bare) ?? ''
  const withoutPort = /^[\d.]+:\d{1,5}$/.test(host) ? host.replace(/:.*/, '') : host
  const plain = withoutPort.replace(/%.*/, '')
  return plain === text ? null : plain
}

/** Only the words with digits: the last two of the router line `ip address 10.77.0.0 255.255.255.254`. */
const withoutWords = (text: string): string =>
  text
    .split(/\s+/)
    .filter((word) => /\d|::/.test(word))
    .join(' ')

/** Without brackets and punctuation around the text, and with single slashes. */
const unwrapped = (text: string): string[] => {
  const bare = text.replace(/^[(<[{/]+|[)>\]},.;/]+$/g, '').replace(/\/{2,}/g, '/')
  return [bare, bare.replace(/:+$/, '')]
}

/** What separates a value from the text beside it, also in the links of Markdown and of chats. */
const BETWEEN = /[\s=@|()<>{}*_~$+!?&,;\u2026]+/

/** The number before an entry of a list, which is not a part of its value. */
const LISTED = /^\d{1,3}[.)]\s+/

/** A word before the value without a blank, as in `mailto:203.0.113.1`, but not a part of an IPv6 address. */
const LABEL = /^(?=\w*[g-z])[a-z]\w*:(?:\/\/)?(?!:)/i

const isNumeric = (word: string): boolean => /^[\d.:/-]*\d[\d.:/-]*$/.test(word)

/** With the prefix length instead of each dotted mask. */
const withLengths = (text: string): string =>
  text.replace(/[\d.]{7,15}\s+(?:(?:net)?mask\s+)?[\d.]{7,15}/gi, (pair) => {
    const { host, prefix } = parseMasked(pair) ?? {}
    return prefix == null ? pair : `${host}/${prefix}`
  })

/**
 * The only value in a line of a router, a row of a table or a link; null if another number makes unclear which one
 * is meant. A number further before the value belongs to another word, as in `unit 0 family inet address`.
 */
const onlyValue = (text: string, { isValid, isRouted = false }: AddressKind): string | null => {
  const words = withLengths(text.replace(LISTED, ''))
    .split(BETWEEN)
    .filter((word) => word !== '')
    .map((word) => [...unwrapped(word), ...unwrapped(word.replace(LABEL, ''))].find(isValid) ?? word)
  const first = words.findIndex(isValid)
  const hop = isRouted ? words.findIndex((word, index) => index > first && IP_ADDRESS.isValid(word)) : -1
  const isClear = words.every(
    (word, index) =>
      isValid(word) ||
      !isNumeric(word) ||
      (/^\d+$/.test(word) && index < first - 1) ||
      (hop > 0 && index >= hop),
  )
  return isClear && new Set(words.filter(isValid)).size === 1 ? (words[first] ?? null) : null
}

/** Octets and a length without leading zeros, if no program reads the text as another address. */
const withoutZeros = (text: string): string =>
  text.replace(/(^|\.)0+(?=[0-7](?:[./]|$))/g, '$1').replace(/\/0+(?=\d)/, '/')

/**
 * The value that was probably meant, of which the field accepts the form; null without one.
 * @param plain the text in ASCII, without quotes and invisible characters
 */
export const meantIn = (plain: string, kind: AddressKind): string | null => {
  const { isValid } = kind
  // A blank between two digits is ambiguous: it may replace a slash or a dot, or end the address.
  const isSplit = /[0-9a-z]\s+[0-9a-z]/i.test(plain)
  const joined = isSplit ? plain : withoutCharacters(plain, isBlank)
  const asPrefix = plain.replace(/^([^\s,|]+)(?:\s+|[,|])(\d{1,3})$/, '$1/$2')
  const bare = withoutWords(plain)
  const { host, prefix } = parseMasked(bare) ?? {}
  const candidates = [
    ...[joined, asPrefix, bare].flatMap((each) => [each, ...unwrapped(each)]),
    `${host}/${prefix}`,
    onlyValue(plain, kind) ?? '',
    withoutZeros(plain),
    plain.replaceAll(',', '.'),
    plain.replace(/^\[(.+)\](?=\/\d+$)/, '$1'),
  ]
  return [...candidates, ...candidates.flatMap((each) => hostOf(each) ?? [])].find(isValid) ?? null
}
