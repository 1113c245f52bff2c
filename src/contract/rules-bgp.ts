/** Rules for BGP. Each returns every finding that holds, the gravest first. */
import { contains, hasHostBits, isIpv6, networkOf, parseCidr4, parseIpv4 } from './address.ts'
import { about, error, type Finding, type Neighbour, warning } from './finding.ts'
import { firstIllegalCharacter, MD5_KEY_DOCUMENTED_MAX, withoutIllegalCharacters } from './md5-key.ts'
import { ASN_MAX } from './tunnel.ts'

/** Cloudflare's side of every tunnel's BGP session, fixed (facts 2.3). */
export const CLOUDFLARE_ASN = 13335

const INT32_MAX = 2_147_483_647

/** Never a neighbour's own number: RFC 7607, RFC 6793, RFC 7300. */
const RESERVED_ASNS = new Set([0, 23456, 65535, ASN_MAX])

/**
 * Reads an ASN in any common spelling: `64513`, `AS64513`, `1.10` (asdot).
 * @returns the number, which may be out of range, or null when it is no ASN
 */
export const parseAsn = (text: string): number | null => {
  const bare = text.trim().replace(/^AS\s*/i, '')
  if (/^\d+$/.test(bare)) return Number(bare)
  const dotted = /^(\d{1,5})\.(\d{1,5})$/.exec(bare)
  if (!dotted) return null
  const [high, low] = [Number(dotted[1]), Number(dotted[2])]
  return high <= 65535 && low <= 65535 ? high * 65536 + low : null
}

/** The plain number that the API takes, for any spelling of one; what is no possible ASN stays as it was typed. */
export const plainAsn = (text: string): string => {
  const asn = parseAsn(text)
  return asn === null || asn > ASN_MAX ? text : String(asn)
}

/** RFC 6996. */
export const isPrivateAsn = (asn: number): boolean =>
  (asn >= 64512 && asn <= 65534) || (asn >= 4_200_000_000 && asn <= 4_294_967_294)

/** The lowest private ASN that no tunnel uses, or null when the 2-byte range is used up. */
export const nextPrivateAsn = (neighbours: readonly Neighbour[]): number | null => {
  const used = new Set(neighbours.map((neighbour) => neighbour.bgp?.customer_asn))
  for (let asn = 64512; asn <= 65534; asn++) if (!used.has(asn)) return asn
  return null
}

/** @param asn null when the text is no number at all */
export const judgeAsn = (asn: number | null, neighbours: readonly Neighbour[]): Finding[] => {
  if (asn === null) return [error('Enter a number, for example 64513')]
  if (!Number.isInteger(asn) || asn < 0 || asn > ASN_MAX) {
    return [error(`Enter a whole number from 0 to ${ASN_MAX}`)]
  }
  // eBGP only: "must differ from the Cloudflare-side ASN" (facts 2.3).
  if (asn === CLOUDFLARE_ASN) return [error("13335 is Cloudflare's own ASN. Enter the ASN your router uses")]
  const findings: Finding[] = []
  if (RESERVED_ASNS.has(asn)) findings.push(warning(`${asn} is reserved. Routers refuse it as their own ASN`))
  // One description of the API says a signed 32-bit number, another a 4-byte ASN (facts C7).
  if (asn > INT32_MAX)
    findings.push(warning(`One description of the API stops at ${INT32_MAX}. The API decides`))
  const twin = neighbours.find((neighbour) => neighbour.bgp?.customer_asn === asn)
  if (twin) {
    findings.push(
      warning(
        `Also used on ${twin.name}. Two sites with one ASN drop each other's routes without allowas-in`,
        about(twin),
      ),
    )
  }
  return findings
}

/** @param key as typed, never trimmed: spaces count; empty means none */
export const judgeMd5Key = (key: string): Finding[] => {
  const illegal = firstIllegalCharacter(key)
  if (illegal) {
    return [
      error(
        `${startOfSentence(illegal.name)} at position ${illegal.position} is not allowed. Use printable ASCII without " and ?`,
        {
          fix: { label: 'Remove it', value: withoutIllegalCharacters(key) },
        },
      ),
    ]
  }
  const findings: Finding[] = []
  const length = key.length
  if (length > MD5_KEY_DOCUMENTED_MAX) {
    findings.push(warning(`${length} characters. Cloudflare documents at most ${MD5_KEY_DOCUMENTED_MAX}`))
  }
  if (key !== key.trim()) findings.push(warning('The key begins or ends with a space, and the space counts'))
  return findings
}

/** Only the article of a name grows: an upper-case letter would be another character than the one typed. */
const startOfSentence = (name: string): string => name.replace(/^a /, 'A ')

const isPrefix6 = (text: string): boolean => {
  const [host = '', length = '', ...rest] = text.split('/')
  return rest.length === 0 && isIpv6(host) && /^(0|[1-9]\d{0,2})$/.test(length) && Number(length) <= 128
}

/**
 * Judges one prefix to advertise.
 * @param before the list's earlier entries: a repetition is the later one's fault
 * @param all the whole list, the prefix included
 */
export const judgePrefix = (text: string, before: readonly string[], all: readonly string[]): Finding[] => {
  if (isPrefix6(text)) return before.includes(text) ? [warning(`${text} is in the list twice`)] : []
  const cidr = parseCidr4(text)
  if (!cidr) {
    return [
      parseIpv4(text) !== null
        ? error(`${text} needs a prefix length`, { fix: { label: `Use ${text}/32`, value: `${text}/32` } })
        : error(`${text} is not a prefix. Write it like 10.0.0.0/24`),
    ]
  }
  const network = networkOf(cidr)
  if (hasHostBits(cidr)) {
    return [warning(`${text} has host bits set`, { fix: { label: `Use ${network}`, value: network } })]
  }
  if (before.includes(text)) return [warning(`${text} is in the list twice`)]
  const wider = all.find((other) => {
    const outer = other === text ? null : parseCidr4(other)
    return outer !== null && outer.prefix > 0 && outer.prefix < cidr.prefix && contains(outer, cidr)
  })
  return wider ? [warning(`${text} lies in ${wider}`)] : []
}
