/** Any other router: all values that it needs, in general terms. docs/routers.md, Devices. */
import { BGP } from '../../contract/bgp.ts'
import { IKE } from '../../contract/ike.ts'
import { type Context, device, type SheetPage } from '../device.ts'
import { BGP_TIMERS, GCM_GROUP_20, LIFETIMES, MSS } from '../parameters.ts'
import { identityOf } from '../questions.ts'
import { listOf, ONE_LINE, pskRow, row, SHEET_SITE } from './sheet-parts.ts'

const perTunnel = { identity: identityOf(['fqdn', 'email', 'keyid', 'ipv4']) }
type Generic = Context<typeof SHEET_SITE, typeof perTunnel>

const pages = (
  tunnel: Generic['tunnels'][number],
  { lan_prefixes, remote_prefixes }: Generic['answers'],
): SheetPage[] => [
  {
    title: `IKE (${tunnel.identifier})`,
    rows: [
      row('Version', 'IKEv2, started by the router'),
      row('Remote address', tunnel.cloudflareEndpoint),
      row('Remote identity', tunnel.cloudflareEndpoint),
      row('Local identity', tunnel.answers.identity),
      pskRow('Pre-shared key', tunnel),
      row('Proposal', IKE.ikeProposal, `If not available: ${IKE.ikeAlternatives}`),
      row('Lifetime in seconds', LIFETIMES.ike),
      row('Dead peer detection', 'On, restart'),
      row('Let in', IKE.ports),
    ],
  },
  {
    title: `IPsec (${tunnel.identifier})`,
    rows: [
      row('Mode', 'Tunnel, route-based'),
      row('Traffic selectors', '0.0.0.0/0 on both sides'),
      row('Proposal', IKE.espProposal, `If not available: ${IKE.espAlternatives}`),
      row('Lifetime in seconds', LIFETIMES.esp),
      row('Extended sequence numbers', 'Off'),
      row('Anti-replay', tunnel.replayProtection ? 'On, as at Cloudflare' : 'Off'),
    ],
  },
  {
    title: `Tunnel interface (${tunnel.identifier})`,
    rows: [
      row('Address of the router', `${tunnel.customerAddress}/${tunnel.prefix}`),
      row('Address of Cloudflare', tunnel.cloudflareAddress),
      row('TCP MSS', MSS, 'For both directions'),
    ],
  },
  tunnel.bgp
    ? {
        title: `BGP (${tunnel.identifier})`,
        rows: [
          row('Local ASN', tunnel.bgp.asn),
          row('Neighbour', tunnel.cloudflareAddress),
          row('Remote ASN', BGP.cloudflareAsn),
          ...(tunnel.bgp.md5 ? [row('MD5 key', tunnel.bgp.md5)] : []),
          row(
            'Keepalive, hold time, connect retry',
            `${BGP_TIMERS.keepalive}, ${BGP_TIMERS.hold}, ${BGP_TIMERS.connectRetry} s`,
          ),
          row('Announce', listOf(lan_prefixes)),
        ],
      }
    : {
        title: `Static routes (${tunnel.identifier})`,
        rows: [row('Into the tunnel', listOf(remote_prefixes))],
      },
  {
    title: `Route to the Cloudflare endpoint, outside the tunnel (${tunnel.identifier})`,
    rows: [row('Host route through the WAN gateway', `${tunnel.cloudflareEndpoint}/32`)],
  },
]

export const generic = device({
  id: 'generic',
  kind: 'sheet',
  expresses: {
    psk: ONE_LINE,
    md5: { max: 80, refuses: ONE_LINE.refuses },
    bgp: true,
    addresses: [],
    tunnels: 2,
    identities: ['fqdn', 'email', 'keyid', 'ipv4'],
    parameters: GCM_GROUP_20,
  },
  // Nothing is known about the router, so nothing is set for it.
  settings: () => [],
  questions: { site: SHEET_SITE, tunnel: perTunnel },
  pages: ({ tunnels: [first, ...others], answers }) => [
    ...(pages(first, answers) as [SheetPage, ...SheetPage[]]),
    ...others.flatMap((tunnel) => pages(tunnel, answers)),
  ],
  rollback: 'Restore the configuration saved before the first change',
  notes: () => [
    'If the router cannot switch anti-replay off, turn replay protection on for the tunnel.',
    'Send one proposal only. A PFS group that differs causes a failure at the first rekey, not when the tunnel comes up.',
  ],
  verify: ({ tunnels: [{ cloudflareAddress, bgp }] }) => [
    {
      command: 'The IPsec status of the router',
      expect: 'One IKE SA, and one child SA with bytes in and out',
    },
    bgp
      ? { command: 'The BGP status of the router', expect: 'Established' }
      : { command: 'The routing table of the router', expect: 'Your prefixes through the tunnel interface' },
    { command: `ping ${cloudflareAddress}`, expect: 'Replies' },
  ],
  keyEntry: null,
  sources: [
    'https://developers.cloudflare.com/cloudflare-wan/reference/gre-ipsec-tunnels/',
    'https://developers.cloudflare.com/cloudflare-wan/configuration/how-to/configure-routes/',
    'https://developers.cloudflare.com/cloudflare-wan/reference/tunnel-health-checks/',
  ],
})
