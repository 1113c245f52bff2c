import { ASN_MAX } from '../../../contract/tunnel-values.ts'

/** The settings of one BGP session in a text. */
export interface BgpHeld {
  /** The router's ASN; 0 when it has none. */
  asn: number
  /** The address of the neighbor; empty when there is none. */
  peer: string
  /** The ASN that it expects of the neighbor. */
  remote_asn: number
  /** Only for comparison; it must not be stored. */
  md5_key: string | null
  hold_s: number
  /** Whether it starts by itself: Cloudflare never does (docs/api.md, BGP). */
  starts: boolean
  /** The address that it connects from, when the text sets one. */
  source?: string
}

/** @returns the ASN, also from the dotted form `1.10`; 0 for an invalid one */
export const asnOf = (text: string | undefined): number => {
  const [, high = '0', low] = /^(?:(\d{1,5})\.)?(\d{1,10})$/.exec(text ?? '') ?? []
  const asn = low === undefined ? 0 : Number(high) * 65_536 + Number(low)
  return asn <= ASN_MAX ? asn : 0
}

/** Picks the session whose neighbor is an end of the tunnel: either end, because a router may have them swapped. */
export const pick = (sessions: readonly BgpHeld[], ends: readonly string[]): BgpHeld | undefined =>
  sessions.find(({ peer }) => ends.includes(peer)) ?? sessions[0]

export const NO_SESSION: BgpHeld = {
  asn: 0,
  peer: '',
  remote_asn: 0,
  md5_key: null,
  hold_s: 0,
  starts: false,
}
