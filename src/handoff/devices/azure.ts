/** Azure VPN gateway, in the order of the portal. docs/routers.md, Devices. */

import { TUNNEL_LINK_LOCAL } from '../../contract/address/range.ts'
import { overlaps } from '../../contract/address.ts'
import { BGP } from '../../contract/bgp.ts'
import { type Context, device, type SheetPage } from '../device.ts'
import { LINE_BREAKS, NOT_ASCII } from '../keys.ts'
import { LIFETIMES } from '../parameters.ts'
import { BOTH_WAYS, replayOn } from './settings.ts'
import { pskRow, row, SHEET_SITE } from './sheet-parts.ts'

const site = { remote_prefixes: SHEET_SITE.remote_prefixes }
type Azure = Context<typeof site, Record<string, never>>

/** An active-active gateway has one connection to one address, and makes both tunnels from it. */
const pages = ({ tunnels: [tunnel, ...others], answers }: Azure): [SheetPage, SheetPage] => [
  {
    title: `Local network gateway (${tunnel.identifier})`,
    rows: [
      row('Name', tunnel.identifier),
      row('Endpoint', 'IP address'),
      row('IP address', tunnel.cloudflareEndpoint),
      row(
        'Address space(s)',
        [
          ...[tunnel, ...others].map(({ cloudflareAddress }) => `${cloudflareAddress}/32`),
          ...(tunnel.bgp ? [] : answers.remote_prefixes),
        ].join(', '),
        'Each /32 is for the health checks of a tunnel',
      ),
      row('Configure BGP settings', tunnel.bgp ? 'Yes' : 'No'),
      ...(tunnel.bgp
        ? [
            row('Autonomous system number (ASN)', BGP.cloudflareAsn),
            row('BGP peer IP address', tunnel.cloudflareAddress),
          ]
        : []),
    ],
  },
  {
    title: `Connection (${tunnel.identifier})`,
    rows: [
      row('Connection type', 'Site-to-site (IPsec)'),
      row('Local network gateway', tunnel.identifier),
      row('Shared Key (PSK)', pskRow('', tunnel).value),
      row('IKE Protocol', 'IKEv2'),
      row('Use Azure Private IP Address', 'Off'),
      row('Enable BGP', tunnel.bgp ? 'On' : 'Off'),
      row('IPsec / IKE policy', 'Custom'),
      row('IKE Phase 1: Encryption', 'GCMAES256'),
      row('IKE Phase 1: Integrity/PRF', 'SHA384', 'The PRF, which Cloudflare lists'),
      row('IKE Phase 1: DH Group', 'ECP384'),
      row('IKE Phase 2: IPsec Encryption', 'GCMAES256'),
      row('IKE Phase 2: IPsec Integrity', 'GCMAES256'),
      row('IKE Phase 2: PFS Group', 'ECP384'),
      row('IPsec SA lifetime in KiloBytes', 0),
      row('IPsec SA lifetime in seconds', LIFETIMES.esp),
      row('Use policy based traffic selector', 'Disable'),
      row('DPD timeout in seconds', 45),
      row('Connection mode', 'InitiatorOnly', 'Cloudflare never starts a tunnel'),
    ],
  },
]

export const azure = device({
  id: 'azure',
  kind: 'sheet',
  expresses: {
    psk: {
      max: 128,
      refuses: [
        {
          pattern: /[ ~-]/,
          because: 'Azure accepts no blank, hyphen or tilde in a PSK',
          instead: 'Set a key of letters and digits on the tunnel',
        },
        LINE_BREAKS,
        NOT_ASCII,
      ],
    },
    md5: { unsupported: 'Azure has no field for an MD5 key. Remove it from the tunnel' },
    bgp: true,
    addresses: [
      {
        refuses: ({ address }, hasBgp) => hasBgp && overlaps(TUNNEL_LINK_LOCAL, { address, prefix: 32 }),
        because:
          'Azure starts no BGP session to a link-local address. Use an RFC 1918 address, for example 10.252.3.55/31',
      },
      {
        refuses: ({ address, prefix }) => prefix === 31 && address % 2 === 0,
        because:
          'Azure uses the lower address of a /31. Give Cloudflare the upper one, for example 10.252.3.55/31',
      },
    ],
    tunnels: 'two to one endpoint',
    identities: ['ipv4'],
    parameters: {
      ike: 'IKEv2, AES-256-GCM, PRF SHA2-384, DH group 20 (ECP384)',
      esp: 'AES-256-GCM, PFS group 20 (ECP384), 8 hours',
    },
  },
  settings: ({ customer_endpoint }) => [
    replayOn('Azure has anti-replay on unless its API switches it off'),
    { field: 'health_check.type', value: 'reply', reason: "Cloudflare's guide for Azure sets it" },
    {
      field: 'health_check.direction',
      value: 'bidirectional',
      reason: BOTH_WAYS,
    },
    {
      field: 'health_check.target',
      value: customer_endpoint || null,
      reason: 'Azure has no interface address to probe, so the target is the customer endpoint',
    },
  ],
  questions: { site, tunnel: {} },
  pages,
  rollback: 'Virtual network gateway > Connections: delete the connection, then the local network gateway',
  notes: ({ tunnels: [{ bgp }, ...others] }) => [
    'Azure identifies itself by the public address of the gateway: set it as the customer endpoint at Cloudflare.',
    'An active-active gateway creates two tunnels to one address: give both tunnels the same Cloudflare endpoint and the same PSK.',
    'Azure does not accept 0.0.0.0/0 as an address space. Use 0.0.0.0/1 and 128.0.0.0/1.',
    'When the tunnel works, the guide switches anti-replay off with the Azure API (disableIPSecReplayProtection). Then turn it off at Cloudflare too.',
    ...(bgp && others.length > 0
      ? [
          'A local network gateway has one BGP peer address, so only the first tunnel has a BGP session. Give the second one static routes at Cloudflare.',
        ]
      : []),
    ...(bgp
      ? [
          `The gateway itself needs BGP on and ASN ${bgp.asn}. Cloudflare's guide has BGP off, because it is older than BGP over tunnels.`,
        ]
      : []),
  ],
  verify: ({ tunnels: [{ identifier, bgp, cloudflareAddress }] }) => [
    { command: 'Virtual network gateway > Connections', expect: `${identifier}: Connected` },
    bgp
      ? {
          command: 'Virtual network gateway > BGP peers',
          expect: `${cloudflareAddress}: Connected, routes received`,
        }
      : { command: `Connection > Overview`, expect: 'Data in and Data out above 0' },
    {
      command: 'From a machine: curl https://ipinfo.io',
      expect: 'A response, if Internet traffic goes through the tunnel',
    },
  ],
  keyEntry: null,
  sources: [
    'https://developers.cloudflare.com/cloudflare-wan/configuration/third-party/azure/azure-vpn-gateway/',
    'https://learn.microsoft.com/en-us/azure/vpn-gateway/vpn-gateway-vpn-faq',
    'https://learn.microsoft.com/en-us/azure/vpn-gateway/ipsec-ike-policy-howto',
    'https://developers.cloudflare.com/cloudflare-wan/configuration/how-to/configure-routes/',
  ],
})
