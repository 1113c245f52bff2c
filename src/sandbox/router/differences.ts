/**
 * The differences between the simulated router and its tunnel, and their effect on the session. They are compared at
 * every read, so a session comes up when the tunnel is changed to match the router.
 */
import { contains, endsOfText, parseCidr4, parseIpv4 } from '../../contract/address.ts'
import { BGP } from '../../contract/bgp.ts'
import type { Router, StoredInput, StoredTunnel } from '../world/world.ts'

type Settings = NonNullable<Router['settings']>

export interface Difference {
  /** One sentence about the router. It never contains a key. */
  says: string
  /** `silent`: TCP does not connect. `refused`: TCP connects and BGP is refused. */
  end: 'silent' | 'refused'
}

/** Sentences quote text from files up to this length. */
const SHOWN = 80
const show = (text: string) => (text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text)

const isKnown = ({ identity, is_generated }: NonNullable<Settings['ike']>, input: StoredInput): boolean =>
  is_generated || identity === input.custom_remote_identities?.fqdn_id || identity === input.customer_endpoint

/** Whether the selectors include the address. A range such as `10.0.0.1-10.0.0.9` is not compared. */
const select = (selectors: readonly string[], address: string): boolean => {
  const host = parseCidr4(`${address}/32`)
  return selectors.some((selector) => {
    const network = parseCidr4(selector.includes('/') ? selector : `${selector}/32`)
    return selector.includes('-') || (network !== null && host !== null && contains(network, host))
  })
}

function* ikeOf({ ike }: Settings, input: StoredInput): Generator<string, void> {
  if (!ike) return
  const endpoint = input.cloudflare_endpoint
  // A text without a connection has no other settings to compare.
  if (ike.remotes.length === 0 && ike.identity === '') {
    yield 'It has no IKE connection.'
    return
  }
  if (!ike.remotes.includes(endpoint)) {
    const called = ike.remotes.length > 0 ? show(ike.remotes.join(', ')) : 'no address'
    yield `It connects to ${called} for IKE; the Cloudflare endpoint is ${endpoint}.`
  }
  if (!isKnown(ike, input))
    yield `Its IKE identity "${show(ike.identity)}" is not an identity of this tunnel.`
  // Sources disagree whether this is the endpoint or an FQDN (docs/api.md, Contradictions between sources).
  if (parseIpv4(ike.peer_identity) !== null && ike.peer_identity !== endpoint) {
    yield `It expects Cloudflare's IKE identity to be ${ike.peer_identity}; it is ${endpoint}.`
  }
  if (ike.is_ikev2 === false) yield 'It does not use IKEv2.'
  if (!ike.offers) yield 'It offers no IKE and ESP proposals that Cloudflare accepts.'
  if (ike.uses_psk === false) yield 'It does not authenticate with a pre-shared key at both ends.'
  if (!ike.has_key) yield 'It has no pre-shared key for its IKE identity.'
  if (ike.key === 'other') yield "Its pre-shared key is not the tunnel's."
  if (!ike.starts) yield 'It does not start the tunnel, and Cloudflare never does.'
  if (ike.is_tunnel_mode === false) yield 'Its IPsec mode is not tunnel mode.'
  const ends = endsOfText(input.interface_address)
  if (!ike.selectors || !ends) return
  if (!select(ike.selectors.local, ends.customer))
    yield `Its local traffic selector does not include its interface address ${ends.customer}.`
  if (!select(ike.selectors.remote, ends.cloudflare))
    yield `Its remote traffic selector does not include Cloudflare's interface address ${ends.cloudflare}.`
}

function* connectionOf(
  { peer, md5_key, source, starts = true }: Settings,
  { bgp, interface_address }: StoredInput,
): Generator<string, void> {
  const ends = endsOfText(interface_address)
  // Without a neighbor there are no other settings to compare.
  if (peer === '') {
    yield 'It has no BGP neighbor.'
    return
  }
  if (peer !== ends?.cloudflare) {
    const whose = peer === ends?.customer ? "the router's own end of the tunnel" : show(peer)
    yield `It connects to ${whose} for BGP; Cloudflare's end is ${ends?.cloudflare}.`
  }
  if (source !== undefined && source !== ends?.customer)
    yield `It connects from ${show(source)} for BGP; its end of the tunnel is ${ends?.customer}.`
  const asked = bgp?.md5_key ?? null
  // A segment with another MD5 signature is dropped before TCP sees it.
  if (md5_key !== asked) {
    yield asked === null
      ? 'It has an MD5 key, and the tunnel has none.'
      : md5_key === null
        ? 'It has no MD5 key, and the tunnel has one.'
        : "Its MD5 key is not the tunnel's."
  }
  if (!starts) yield 'It does not start BGP, and Cloudflare never does.'
}

function* openOf({ asn, peer, remote_asn = BGP.cloudflareAsn, hold_s }: Settings, { bgp }: StoredInput) {
  if (peer === '') return
  if (asn !== bgp?.customer_asn) {
    yield `${asn === 0 ? 'It has no ASN' : `Its ASN is ${asn}`}; the tunnel expects ${bgp?.customer_asn}.`
  }
  if (remote_asn !== BGP.cloudflareAsn)
    yield `It expects ASN ${remote_asn} of Cloudflare, which is ${BGP.cloudflareAsn}.`
  // "Hold time > 0" (docs/api.md, BGP).
  if (hold_s === 0) yield 'Its hold time is 0, which Cloudflare does not accept.'
}

/** Whether IKE fails: then nothing passes, not even probes. */
export const keepsTunnelDown = ({ input, router: { settings } }: StoredTunnel): boolean =>
  settings !== null && ikeOf(settings, input).next().done === false

/** In the order in which they stop the session. */
export const differencesOf = ({ input, router: { settings } }: StoredTunnel): Difference[] => {
  // Without settings of its own, the router is always as the tunnel needs it.
  if (settings === null) return []
  const silent = [...ikeOf(settings, input), ...(input.bgp ? connectionOf(settings, input) : [])]
  const refused = input.bgp ? [...openOf(settings, input)] : []
  return [
    ...silent.map((says): Difference => ({ says, end: 'silent' })),
    ...refused.map((says): Difference => ({ says, end: 'refused' })),
  ]
}
