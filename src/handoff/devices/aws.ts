/** AWS Transit Gateway, a VPN attachment, in the order of the console. docs/routers.md, Devices. */

import { TUNNEL_LINK_LOCAL } from '../../contract/address/range.ts'
import { overlaps } from '../../contract/address.ts'
import { BGP } from '../../contract/bgp.ts'
import { type Context, device, type SheetPage } from '../device.ts'
import { GCM_GROUP_20, LIFETIMES } from '../parameters.ts'
import { linkOf } from '../prefix.ts'
import { replayOn, requestBothWays } from './settings.ts'
import { deviceUsesFirstHost, listOf, pskRow, row, SHEET_SITE } from './sheet-parts.ts'

const site = { remote_prefixes: SHEET_SITE.remote_prefixes }
type Aws = Context<typeof site, Record<string, never>>

const gateway = (tunnel: Aws['tunnels'][number]): SheetPage => ({
  title: `VPC > Customer gateways and Transit gateway attachments (${tunnel.identifier})`,
  rows: [
    row('Attachment type', 'VPN'),
    row('Customer gateway', 'New'),
    row('IP address', tunnel.cloudflareEndpoint),
    row('BGP ASN', BGP.cloudflareAsn, 'Cloudflare is the customer gateway here'),
    row('Routing options', tunnel.bgp ? 'Dynamic (requires BGP)' : 'Static'),
    ...(tunnel.bgp ? [row('Amazon side ASN of the transit gateway', tunnel.bgp.asn)] : []),
  ],
})

const options = (tunnel: Aws['tunnels'][number]): SheetPage => ({
  title: `Site-to-Site VPN > Actions > Modify VPN tunnel options (${tunnel.identifier})`,
  rows: [
    row(
      'VPN tunnel outside IP address',
      tunnel.customerEndpoint ?? 'The customer endpoint of the tunnel at Cloudflare',
    ),
    row('Inside IPv4 CIDR', linkOf(tunnel), `AWS uses ${tunnel.customerAddress}`),
    pskRow('Pre-shared key', tunnel),
    row('Phase 1 encryption algorithms', 'AES256-GCM-16', 'Clear every other box'),
    row('Phase 2 encryption algorithms', 'AES256-GCM-16'),
    row('Phase 1 integrity algorithms', 'SHA2-256'),
    row('Phase 2 integrity algorithms', 'SHA2-256'),
    row('Phase 1 DH group numbers', 20),
    row('Phase 2 DH group numbers', 20),
    row('IKE Version', 'ikev2'),
    row('Phase 1 lifetime', LIFETIMES.esp, 'The maximum at AWS'),
    row('Phase 2 lifetime', 3600, 'The maximum at AWS'),
    row('DPD timeout action', 'Restart'),
    row('Startup action', 'Start', 'Cloudflare never starts a tunnel'),
  ],
})

export const aws = device({
  id: 'aws',
  kind: 'sheet',
  expresses: {
    psk: {
      min: 8,
      max: 64,
      refuses: [
        {
          pattern: /[^A-Za-z0-9._]/,
          because: 'AWS accepts letters, digits, periods and underscores in a PSK',
          instead: 'Copy the key that AWS generated into the tunnel, or set one with only those characters',
        },
        {
          pattern: /^0/,
          because: 'AWS refuses a PSK that starts with 0',
          instead: 'Set a key that starts with another character',
        },
      ],
    },
    md5: { unsupported: 'AWS has no field for an MD5 key. Remove it from the tunnel' },
    bgp: true,
    addresses: [
      {
        refuses: ({ address, prefix }) =>
          prefix !== 30 || !overlaps(TUNNEL_LINK_LOCAL, { address, prefix: 32 }),
        because:
          'AWS accepts only a /30 in 169.254.0.0/16, of which Cloudflare accepts 169.254.240.0/20. Use for example 169.254.244.2/30',
      },
      deviceUsesFirstHost('AWS'),
    ],
    tunnels: 2,
    identities: ['ipv4'],
    parameters: GCM_GROUP_20,
  },
  settings: () => [
    replayOn('AWS cannot switch anti-replay off'),
    ...requestBothWays("Cloudflare's guide for AWS sets it"),
  ],
  questions: { site, tunnel: {} },
  pages: ({ tunnels: [first, ...others], answers }) => [
    gateway(first),
    options(first),
    ...others.flatMap((tunnel) => [gateway(tunnel), options(tunnel)]),
    ...([first, ...others].some(({ bgp }) => bgp === null)
      ? [
          {
            title: 'Transit gateway route table > Create static route',
            rows: [row('CIDR', listOf(answers.remote_prefixes)), row('Attachment', 'The VPN attachment')],
          },
        ]
      : []),
  ],
  rollback: 'VPC > Site-to-Site VPN connections: delete the connection, then the customer gateway',
  notes: () => [
    'AWS identifies itself by the outside address of the tunnel: set it as the customer endpoint at Cloudflare. Each pair of endpoints must be unique.',
    'A VPN connection has two tunnels to one Cloudflare endpoint. The guide creates one connection for each Cloudflare endpoint.',
    'Lifetimes: AWS allows at most 8 hours for phase 1 and 1 hour for phase 2. Both are within what Cloudflare advises.',
    'With static routes AWS does not balance traffic across two tunnels.',
    "Cloudflare's guide uses static routing, because it is older than BGP over tunnels.",
  ],
  verify: ({ tunnels: [tunnel] }) => [
    {
      command: 'Site-to-Site VPN connections > Tunnel details',
      expect: `Status Up${tunnel.bgp ? ', with a number of BGP routes' : ''}`,
    },
    {
      command: 'Transit gateway route table > Routes',
      expect: tunnel.bgp ? 'Propagated routes, Active' : 'Your static routes, Active',
    },
    {
      command: `From an instance: ping ${tunnel.cloudflareAddress}`,
      expect: 'Replies, if the security group allows outbound ICMP',
    },
  ],
  keyEntry: null,
  sources: [
    'https://developers.cloudflare.com/cloudflare-wan/configuration/third-party/aws/',
    'https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ec2-vpnconnection-vpntunneloptionsspecification.html',
  ],
})
