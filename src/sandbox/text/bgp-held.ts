/** What a text makes a router do in one BGP session. */
export interface BgpHeld {
  /** Its own ASN; 0 where it has none. */
  asn: number
  /** The address that it calls; empty where it calls nobody. */
  peer: string
  /** The ASN that it expects there. */
  remote_asn: number
  /** Only to be compared: readers of a text keep no key. */
  md5_key: string | null
  hold_s: number
  /** Whether it starts by itself: Cloudflare never does (docs/api.md, BGP). */
  starts: boolean
}

/** @returns the ASN, also of `1.10` as some write large ones; 0 for what is none */
export const asnOf = (text: string | undefined): number => {
  const [, high = '0', low] = /^(?:(\d{1,5})\.)?(\d{1,10})$/.exec(text ?? '') ?? []
  return low === undefined ? 0 : Number(high) * 65_536 + Number(low)
}

/** Of several sessions the one with either end of the tunnel counts: a router may have the ends swapped. */
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
