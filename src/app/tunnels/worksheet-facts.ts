/** The settings of the router's side, from the tunnel as the API reports it and from Cloudflare's reference. */
import { endsOfText } from '../../contract/address.ts'
import { BGP } from '../../contract/bgp.ts'
import { IKE } from '../../contract/ike.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { isOdd } from '../state/odd.ts'

export interface Fact {
  name: string
  /** Machine-readable values have a copy button; words do not. */
  value: { kind: 'mono' | 'words'; text: string } | { kind: 'md5' }
}

export interface FactGroup {
  title: string
  facts: Fact[]
  note?: string
}

const mono = (name: string, text: string): Fact => ({ name, value: { kind: 'mono', text } })
const words = (name: string, text: string): Fact => ({ name, value: { kind: 'words', text } })
/** A value that every tunnel has, unless the API sent something else in its place. */
const required = (name: string, text: string): Fact =>
  text === '' ? words(name, 'Not recognised: see Configuration') : mono(name, text)

const NOT_REPORTED =
  "The API did not report them. The Cloudflare dashboard shows them in the tunnel's details."

const identitiesOf = ({ remote_identities: ids, custom_remote_identities: custom }: Tunnel): Fact[] => [
  ...(custom?.fqdn_id ? [mono('FQDN (custom)', custom.fqdn_id)] : []),
  ...(ids?.fqdn_id ? [mono('FQDN', ids.fqdn_id)] : []),
  ...(ids?.user_id ? [mono('User FQDN (RFC 822)', ids.user_id)] : []),
  ...(ids?.hex_id ? [mono('Hex ID', ids.hex_id)] : []),
]

const addressesOf = (tunnel: Tunnel): Fact[] => {
  const ends = endsOfText(tunnel.interface_address)
  const length = tunnel.interface_address.split('/')[1] ?? '31'
  return [
    required('Cloudflare endpoint (peer)', tunnel.cloudflare_endpoint),
    tunnel.customer_endpoint
      ? mono("Your router's public IP", tunnel.customer_endpoint)
      : isOdd(tunnel, 'customer_endpoint')
        ? required("Your router's public IP", '')
        : words("Your router's public IP", 'Not set in this tunnel'),
    ...(ends
      ? [
          mono("Your router's tunnel address", `${ends.customer}/${length}`),
          mono("Cloudflare's tunnel address", ends.cloudflare),
        ]
      : [required('Interface address', tunnel.interface_address)]),
    ...(tunnel.interface_address6 ? [mono('IPv6 interface address', tunnel.interface_address6)] : []),
    words('TCP MSS clamp', `${IKE.mssClamp} at most`),
  ]
}

const bgpOf = (tunnel: Tunnel): FactGroup => {
  const { bgp } = tunnel
  const ends = endsOfText(tunnel.interface_address)
  if (!bgp) {
    return {
      title: 'Routing',
      facts: [],
      note: isOdd(tunnel, 'bgp')
        ? "The API's answer about BGP was not recognised: see Configuration."
        : 'BGP is not configured: this tunnel needs static routes on both sides.',
    }
  }
  return {
    title: 'BGP',
    facts: [
      ...(ends ? [mono('Neighbour', ends.cloudflare)] : []),
      mono('Remote AS', String(BGP.cloudflareAsn)),
      required('Local AS', String(bgp.customer_asn ?? '')),
      bgp.md5_key ? { name: 'MD5 key', value: { kind: 'md5' } } : words('MD5 key', 'None'),
      words('Hold time', BGP.holdTime),
      words('Connect retry', BGP.connectRetry),
      words('Prefixes', `${BGP.prefixLimit} at most`),
    ],
    note: 'Your router starts the session; Cloudflare never does.',
  }
}

export const worksheetOf = (tunnel: Tunnel): FactGroup[] => {
  const identities = identitiesOf(tunnel)
  return [
    { title: 'Addresses', facts: addressesOf(tunnel) },
    {
      title: 'IKE identities of your router',
      facts: identities,
      note:
        identities.length > 0
          ? "Use one of these as the local ID. They contain the tunnel's id and change when it is created again."
          : NOT_REPORTED,
    },
    {
      title: 'IKE and IPsec',
      facts: [
        words('Version', IKE.version),
        words('IKE proposal', IKE.ikeProposal),
        words('Also accepted', IKE.ikeAlternatives),
        words('ESP proposal', IKE.espProposal),
        words('Also accepted for ESP', IKE.espAlternatives),
        words('ESP lifetime', IKE.espLifetime),
        words('ESN', IKE.esn),
        words(
          'Anti-replay',
          tunnel.replay_protection
            ? 'On at Cloudflare; enable DPD with restart'
            : 'Off at Cloudflare; turn it off on your router',
        ),
        words('Firewall', IKE.ports),
      ],
    },
    bgpOf(tunnel),
  ]
}

/** The whole worksheet as text for a ticket or a colleague. It never contains keys. */
export const worksheetText = (tunnel: Tunnel): string =>
  [
    `Tunnel ${tunnel.name}`,
    ...worksheetOf(tunnel).flatMap(({ title, facts, note }) => [
      '',
      title,
      ...facts.map(
        ({ name, value }) => `  ${name}: ${value.kind === 'md5' ? '(set, not included)' : value.text}`,
      ),
      ...(note ? [`  ${note}`] : []),
    ]),
    '',
    'Pre-shared key: (not included)',
    '',
  ].join('\n')
