/** Google Cloud VPN, in the order of the console. docs/routers.md, Devices. */

import { TUNNEL_LINK_LOCAL } from '../../contract/address/range.ts'
import { overlaps } from '../../contract/address.ts'
import { BGP } from '../../contract/bgp.ts'
import { type Context, device, type SheetPage } from '../device.ts'
import { GCM_GROUP_20 } from '../parameters.ts'
import { linkOf } from '../prefix.ts'
import { BOTH_WAYS, replayOn } from './settings.ts'
import { deviceUsesFirstHost, listOf, ONE_LINE, pskRow, row, SHEET_SITE } from './sheet-parts.ts'

type Gcp = Context<typeof SHEET_SITE, Record<string, never>>

const vpn = (tunnel: Gcp['tunnels'][number], remote: readonly string[]): SheetPage => ({
  title: `Network Connectivity > VPN > Create VPN tunnel (${tunnel.identifier})`,
  rows: [
    row('VPN gateway', tunnel.bgp ? 'HA VPN' : 'Classic VPN'),
    row('Remote peer IP address', tunnel.cloudflareEndpoint),
    row('IKE version', 'IKEv2'),
    pskRow('IKE pre-shared key', tunnel),
    row('Cipher: phase 1', 'AES-GCM-16-256, PRF HMAC-SHA2-256, group 20', 'Where the page lets you choose'),
    row('Cipher: phase 2', 'AES-GCM-16-256, PFS group 20'),
    row('Routing options', tunnel.bgp ? 'Dynamic (BGP)' : 'Route-based'),
    ...(tunnel.bgp ? [] : [row('Remote network IP ranges', listOf([linkOf(tunnel), ...remote]))]),
  ],
})

const bgp = (tunnel: Gcp['tunnels'][number], lan: readonly string[]): SheetPage[] =>
  tunnel.bgp
    ? [
        {
          title: `Cloud Router > BGP session (${tunnel.identifier})`,
          rows: [
            row('Google ASN (of the Cloud Router)', tunnel.bgp.asn),
            row('Peer ASN', BGP.cloudflareAsn),
            row('Cloud Router BGP IP', tunnel.customerAddress),
            row('BGP peer IP', tunnel.cloudflareAddress),
            ...(tunnel.bgp.md5 ? [row('MD5 authentication key', tunnel.bgp.md5)] : []),
            row('Custom advertised routes', listOf(lan)),
            row('Keepalive interval of the router', 30, 'The hold time is three times that'),
          ],
        },
      ]
    : []

export const gcp = device({
  id: 'gcp',
  kind: 'sheet',
  expresses: {
    psk: ONE_LINE,
    md5: { max: 80, refuses: ONE_LINE.refuses },
    bgp: true,
    addresses: [
      {
        refuses: ({ address, prefix }, hasBgp) =>
          hasBgp && (prefix !== 30 || !overlaps(TUNNEL_LINK_LOCAL, { address, prefix: 32 })),
        because: 'Cloud Router needs a /30 in 169.254.0.0/16 for BGP. Use for example 169.254.244.2/30',
      },
      deviceUsesFirstHost('Google Cloud'),
    ],
    tunnels: 2,
    identities: ['ipv4'],
    parameters: GCM_GROUP_20,
  },
  settings: ({ interface_address }) => [
    replayOn('Google Cloud cannot switch anti-replay off'),
    { field: 'health_check.type', value: 'reply', reason: "Cloudflare's guide for Google Cloud sets it" },
    {
      field: 'health_check.direction',
      value: 'bidirectional',
      reason: BOTH_WAYS,
    },
    {
      field: 'health_check.target',
      value: interface_address?.split('/')[0] || null,
      reason: 'the route in the VPC sends traffic for the interface address back into the tunnel',
    },
  ],
  questions: { site: SHEET_SITE, tunnel: {} },
  pages: ({ tunnels: [first, ...others], answers }) => [
    vpn(first, answers.remote_prefixes),
    ...bgp(first, answers.lan_prefixes),
    ...others.flatMap((tunnel) => [
      vpn(tunnel, answers.remote_prefixes),
      ...bgp(tunnel, answers.lan_prefixes),
    ]),
    {
      title: 'VPC network > Routes > Create route',
      rows: [first, ...others].flatMap((tunnel) => [
        row('Destination IPv4 range', linkOf(tunnel), 'For the health checks'),
        row('Next hop', `VPN tunnel ${tunnel.identifier}`),
      ]),
    },
  ],
  rollback: 'Network Connectivity > VPN: delete the tunnel; VPC network > Routes: delete the route',
  notes: () => [
    'Google Cloud identifies itself by the address of its gateway: set it as the customer endpoint at Cloudflare.',
    "Cloudflare's guide is for Classic VPN with static routes. BGP needs HA VPN, which the guide does not cover.",
    'The guide leaves the choice of ciphers to Google Cloud. Where the page offers a choice, choose only AES-256-GCM and group 20.',
  ],
  verify: ({ tunnels: [{ identifier, bgp: session, cloudflareAddress }] }) => [
    { command: `gcloud compute vpn-tunnels describe ${identifier}`, expect: 'status: ESTABLISHED' },
    session
      ? { command: 'Cloud Router > BGP sessions', expect: 'Established, with learned routes' }
      : { command: 'gcloud compute routes list', expect: 'Your prefixes, with the tunnel as next hop' },
    {
      command: `From a machine: ping ${cloudflareAddress}`,
      expect: 'Replies, if the firewall allows outbound ICMP',
    },
  ],
  keyEntry: null,
  sources: [
    'https://developers.cloudflare.com/cloudflare-wan/configuration/third-party/google/',
    'https://cloud.google.com/network-connectivity/docs/vpn/concepts/supported-ike-ciphers',
    'https://cloud.google.com/network-connectivity/docs/router/how-to/configuring-bgp',
  ],
})
