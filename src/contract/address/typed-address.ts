/**
 * Checks text that is typed or pasted into an address field. Only blanks at the ends and around a slash are
 * removed silently, because that changes no value. For everything else the finding names the position, the
 * text stays unchanged, and the value that was probably meant is offered.
 */
import { formatIpv4, parseIpv4 } from '../address.ts'
import {
  firstCharacter,
  inAscii,
  isBlank,
  isInvisible,
  startOfSentence,
  tidyText,
  withoutCharacters,
} from '../characters.ts'
import { error, type Finding, fix } from '../finding.ts'
import type { AddressKind } from './address-kind.ts'
import { parseMasked } from './mask.ts'
import { meantIn, SCHEME } from './meant-address.ts'

/** The text of an address field after it loses the focus. This is the only change that is made silently. */
export const tidyAddress = (text: string): string => tidyText(text.split('/').map(tidyText).join('/'))

const QUOTES = /["'`´‘’‚‛“”„‟«»‹›′″]/
const isQuote = (character: string): boolean => QUOTES.test(character)

/** Characters of other scripts and of typesetting that look like `/`, `.` and `:`. */
const LIKE_SLASH = /[\\\u2044\u2215\u29f8\uff0f]/gu
const LIKE_DOT = /[\u3002\uff0e\uff61\u2024]/gu
const LIKE_COLON = /[\uff1a\u02d0\ua789\u2236]/gu

/** Character references of HTML: the source of a page instead of its text. */
export const ENTITY = /&(?:[a-z]{2,6}|#\d{1,5}|#x[\da-f]{1,4});/gi

const plainly = (text: string): string =>
  inAscii(text.replace(ENTITY, ' ').replace(LIKE_SLASH, '/').replace(LIKE_DOT, '.').replace(LIKE_COLON, ':'))

/** What the typed text is, given that it contains more than the host. */
const surplusOf = (text: string): string =>
  SCHEME.test(text)
    ? 'a URL'
    : text.includes('[')
      ? /\]:\d/.test(text)
        ? 'an address in brackets with a port'
        : 'an address in brackets'
      : text.includes('%')
        ? 'an address with a zone, which is valid on one machine only'
        : /:\d+$/.test(text)
          ? 'an address with a port'
          : 'more than an address'

/** The value that was probably meant; null without one. */
const meant = (text: string, kind: AddressKind): string | null =>
  meantIn(
    tidyAddress(
      withoutCharacters(plainly(text), (character) => isInvisible(character) || isQuote(character)),
    ),
    kind,
  )

const offered = (value: string | null) => (value === null ? {} : fix(value))

/** Whether no address, prefix, URL or host name contains the character. */
const isForeign = (character: string): boolean =>
  isBlank(character) ||
  isQuote(character) ||
  !/[\x21-\x7e]/.test(character) ||
  /[\\,;#*()<>|+=@!?$&^~{}]/.test(character)

const HOST_NAME = /^(?=.*[a-z])[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}$/i

const maskName = (isWildcard: boolean): string => (isWildcard ? 'a wildcard mask' : 'a dotted mask')

/**
 * For an address with a dotted mask instead of a prefix length. @param isValid whether the field accepts a
 * value
 */
const judgeMask = (text: string, isValid: (text: string) => boolean): Finding | null => {
  const masked = parseMasked(tidyText(text))
  if (!masked) return null
  const { host, mask, prefix, isWildcard } = masked
  // A second address is not a mask.
  if (prefix === null && !/^(0|255)\./.test(mask)) return null
  if (prefix === null) {
    return error(`${mask} is not a mask: its bits are not contiguous. Write the prefix length`)
  }
  const value = `${host}/${prefix}`
  return error(
    `${mask} is ${maskName(isWildcard)}. Write the prefix length, ${value}`,
    isValid(value) ? fix(value) : {},
  )
}

/** Longer than any address with its mask, URL or router line. Some patterns below need quadratic time. */
const LONGEST = 500

const RANGE = /^(\S+?)\s*[-\u2013]\s*(\S+)$/

/** For `10.20.0.0-10.20.255.255`. */
const judgeRange = (text: string, { isValid, hasLength }: AddressKind): Finding | null => {
  const [first, last] = (RANGE.exec(text) ?? []).slice(1).map(parseIpv4)
  if (first == null || last == null) return null
  if (!hasLength) return error('This is a range. Enter one address')
  const hostBits = Math.log2(last - first + 1)
  const value = `${formatIpv4(first)}/${32 - hostBits}`
  return Number.isInteger(hostBits) && first % 2 ** hostBits === 0 && isValid(value)
    ? error(`This is a range. Write the prefix, ${value}`, fix(value))
    : error('This is a range. Write its prefixes')
}

/**
 * @returns why the text is not an address, if a specific reason is found; null leaves the message to the
 * caller
 */
export const judgeAddressText = (text: string, kind: AddressKind): Finding | null => {
  const { noun, isValid, hasLength } = kind
  if (isValid(text)) return null
  const isLong = text.length > LONGEST
  const found = isLong ? null : (judgeMask(text, hasLength ? isValid : () => false) ?? judgeRange(text, kind))
  if (found) return found
  const [host = '', length = ''] = text.split('/')
  if (!hasLength && isValid(host)) {
    return isValid(length)
      ? error('These are two addresses. Enter one')
      : error('Enter one address, without a prefix length', fix(host))
  }
  const value = isLong ? null : meant(text, kind)
  const foreign = SCHEME.test(text) ? null : firstCharacter(text, isForeign)
  if (foreign) {
    const { name, position } = foreign
    return error(`${startOfSentence(name)} at position ${position} does not belong in ${noun}`, {
      position,
      ...offered(value),
    })
  }
  if (/(^|[./])0\d/.test(text) && /^[\d./]+$/.test(text)) {
    return error(`Write octets without leading zeros${value === null ? '' : `, ${value}`}`, offered(value))
  }
  if (value === null) {
    const isName = !hasLength && HOST_NAME.test(text)
    return isName ? error(`${text} is a name. Enter the IP address that it stands for`) : null
  }
  return text.endsWith('.')
    ? error(`. at position ${text.length} does not belong in ${noun}`, {
        position: text.length,
        ...fix(value),
      })
    : error(`This is ${surplusOf(text)}. Enter the address alone`, fix(value))
}
