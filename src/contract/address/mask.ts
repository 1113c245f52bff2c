/** Prefixes with a dotted mask, as on routers: `10.20.0.0 255.255.0.0`, or inverted as in an access list. */
import { parseIpv4 } from '../address.ts'

export interface Masked {
  host: string
  mask: string
  /** The equivalent prefix length; null if the bits of the mask are not contiguous. */
  prefix: number | null
  /** Whether it is a wildcard mask, with the host bits set. */
  isWildcard: boolean
}

const ALL = 2 ** 32

/** Prefix length of a mask whose set bits are contiguous and first; null otherwise. */
const lengthOf = (mask: number): number | null => {
  const hostBits = Math.log2(ALL - mask)
  return Number.isInteger(hostBits) ? 32 - hostBits : null
}

/** Whether the text is a dotted mask and probably not an address, such as `255.255.0.0`. */
export const isMask = (text: string): boolean => {
  const mask = parseIpv4(text)
  return (
    mask !== null && mask >= 0x80_00_00_00 && lengthOf(mask) !== null && /^(128|192|2[2-5]\d)\./.test(text)
  )
}

const FORM = /^([\d.]{7,15})(?: ?\/ ?| +(?:(?:net)?mask +)?)(\d[\d.]{5,13}\d)$/i

/** Parses an address and a dotted mask with a blank or a slash between them; null for everything else. */
export const parseMasked = (text: string): Masked | null => {
  const [, host = '', mask = ''] = FORM.exec(text.replace(/[\t\u00a0]/g, ' ')) ?? []
  const bits = parseIpv4(mask)
  if (parseIpv4(host) === null || bits === null) return null
  const prefix = lengthOf(bits)
  // 0.0.0.0 is the mask of the default route only. After any other address it is the wildcard mask of a host.
  if (prefix !== null && (prefix > 0 || parseIpv4(host) === 0))
    return { host, mask, prefix, isWildcard: false }
  return { host, mask, prefix: lengthOf(ALL - 1 - bits), isWildcard: true }
}
