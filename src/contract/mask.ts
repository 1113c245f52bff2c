/** Dotted masks, as routers write prefixes: `10.20.0.0 255.255.0.0`, or inverted as in an access list. */
import { parseIpv4 } from './address.ts'

export interface Masked {
  host: string
  mask: string
  /** The prefix length that the mask stands for; null when its bits are not one run. */
  prefix: number | null
  /** Written as a wildcard mask, with the bits of the host set. */
  isWildcard: boolean
}

const ALL = 2 ** 32

/** Prefix length of a mask whose set bits come first; null otherwise. */
const lengthOf = (mask: number): number | null => {
  const hostBits = Math.log2(ALL - mask)
  return Number.isInteger(hostBits) ? 32 - hostBits : null
}

/** Whether text is a dotted mask and most likely no address: `255.255.0.0`. */
export const isMask = (text: string): boolean => {
  const mask = parseIpv4(text)
  return (
    mask !== null && mask >= 0x80_00_00_00 && lengthOf(mask) !== null && /^(128|192|2[2-5]\d)\./.test(text)
  )
}

const FORM = /^([\d.]{7,15})(?: ?\/ ?| +(?:(?:net)?mask +)?)(\d[\d.]{5,13}\d)$/i

/** Reads an address with a dotted mask, a blank or a slash between them; null for everything else. */
export const parseMasked = (text: string): Masked | null => {
  const [, host = '', mask = ''] = FORM.exec(text.replace(/[\t\u00a0]/g, ' ')) ?? []
  const bits = parseIpv4(mask)
  if (parseIpv4(host) === null || bits === null) return null
  const prefix = lengthOf(bits)
  // No network but the default route has an empty mask: behind any other address it is the wildcard of a host.
  if (prefix !== null && (prefix > 0 || parseIpv4(host) === 0))
    return { host, mask, prefix, isWildcard: false }
  return { host, mask, prefix: lengthOf(ALL - 1 - bits), isWildcard: true }
}
