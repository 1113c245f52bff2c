/** OPNsense 23.1 and newer (VPN > IPsec > Connections), page by page. docs/routers.md, Devices. */
import { BGP } from '../../contract/bgp.ts'
import { type Context, device, type SheetPage } from '../device.ts'
import { BGP_TIMERS, GCM_GROUP_20, LIFETIMES, MSS } from '../parameters.ts'
import { identityOf, integer, localAddress } from '../questions.ts'
import { frrMd5 } from './frr-key.ts'
import { MSS_FIELD } from './pfsense.ts'
import { replayOff, requestBothWays, STATEFUL } from './settings.ts'
import { listOf, ONE_LINE, pskRow, row, SHEET_SITE } from './sheet-parts.ts'

const site = { local_address: localAddress, ...SHEET_SITE }
const perTunnel = {
  identity: identityOf(['fqdn', 'email', 'ipv4']),
  reqid: integer({
    label: 'Reqid',
    help: 'A number that no other VTI of this machine has. It connects the child to its interface.',
    fallback: (_, index) => String(10 + index),
    min: 1,
    max: 65_535,
    isDistinct: true,
  }),
}
type Opnsense = Context<typeof site, typeof perTunnel>

const pagesOf = (tunnel: Opnsense['tunnels'][number], local: string): SheetPage[] => {
  const { identifier: name, answers } = tunnel
  return [
    {
      title: `VPN > IPsec > Pre-Shared Keys (${name})`,
      rows: [
        row('Local Identifier', answers.identity),
        row('Remote Identifier', tunnel.cloudflareEndpoint),
        pskRow('Pre-Shared Key', tunnel),
        row('Type', 'PSK'),
      ],
    },
    {
      title: `VPN > IPsec > Connections (${name})`,
      rows: [
        row('Proposals', 'aes256gcm16-sha256-ecp384', 'Clear default'),
        row('Version', 'IKEv2'),
        row('MOBIKE', 'Off'),
        row('Local addresses', local || 'Empty'),
        row('Remote addresses', tunnel.cloudflareEndpoint),
        row('Rekey time (s)', LIFETIMES.ike),
        row('DPD delay (s)', BGP_TIMERS.keepalive),
        row('Keyingtries', 0),
        row('Description', name),
      ],
    },
    {
      title: `Local and Remote Authentication (${name})`,
      rows: [
        row('Local: Authentication', 'Pre-Shared Key'),
        row('Local: Id', answers.identity),
        row('Remote: Authentication', 'Pre-Shared Key'),
        row('Remote: Id', tunnel.cloudflareEndpoint),
      ],
    },
    {
      title: `Children (${name})`,
      rows: [
        row('Mode', 'Tunnel'),
        row('Policies', 'Off'),
        row('Start action', 'Start'),
        row('Close action', 'Start'),
        row('DPD action', 'Start'),
        row('Reqid', answers.reqid),
        row('ESP proposals', 'aes256gcm16-ecp384'),
        row('Local', '0.0.0.0/0'),
        row('Remote', '0.0.0.0/0'),
        row('Rekey time (s)', LIFETIMES.esp),
      ],
    },
    {
      title: `VPN > IPsec > Virtual Tunnel Interfaces (${name})`,
      rows: [
        row('Reqid', answers.reqid),
        row('Local address', local || 'The address of the WAN interface'),
        row('Remote address', tunnel.cloudflareEndpoint),
        row('Tunnel local address', tunnel.customerAddress),
        row('Tunnel remote address', tunnel.cloudflareAddress),
      ],
    },
    {
      title: `Interfaces > Assignments (${name})`,
      rows: [
        row('Device', `ipsec${answers.reqid}`),
        row('Enable', 'Checked'),
        row('MSS', MSS_FIELD, `OPNsense subtracts 40, which gives ${MSS}`),
      ],
    },
  ]
}

const routing = ({ tunnels, answers }: Opnsense): SheetPage[] => {
  const bgpTunnels = tunnels.filter(({ bgp }) => bgp !== null)
  const staticTunnels = tunnels.filter(({ bgp }) => bgp === null)
  const [first] = bgpTunnels
  return [
    ...(staticTunnels.length > 0
      ? [
          {
            title: 'System > Gateways, then System > Routes',
            rows: staticTunnels.flatMap(({ identifier, cloudflareAddress }) => [
              row('Gateway', `${identifier}, ${cloudflareAddress}, far gateway`),
              row('Network Address', listOf(answers.remote_prefixes), 'One route for each prefix'),
            ]),
          },
        ]
      : []),
    ...(first?.bgp
      ? [
          {
            title: 'Routing > BGP (plugin os-frr)',
            rows: [
              row('BGP AS Number', first.bgp.asn),
              row('Router ID', first.customerAddress),
              row('Network', listOf(answers.lan_prefixes)),
              ...bgpTunnels.flatMap((tunnel) => [
                row('Peer-IP', tunnel.cloudflareAddress),
                row('Remote AS', BGP.cloudflareAsn),
                ...(tunnel.bgp?.md5 ? [row('BGP MD5 Password', tunnel.bgp.md5)] : []),
                row('Update-Source Interface', tunnel.identifier),
                row('Keepalive, Hold Down Time', `${BGP_TIMERS.keepalive}, ${BGP_TIMERS.hold}`),
                row('Connect Timer', BGP_TIMERS.connectRetry),
                row(
                  'Route-Map In and Out',
                  'Maps that permit',
                  'Without both, no route is received or announced',
                ),
              ]),
            ],
          },
        ]
      : []),
  ]
}

export const opnsense = device({
  id: 'opnsense',
  kind: 'sheet',
  expresses: {
    psk: ONE_LINE,
    md5: frrMd5,
    bgp: true,
    addresses: [],
    tunnels: 2,
    identities: ['fqdn', 'email', 'ipv4'],
    parameters: GCM_GROUP_20,
  },
  settings: () => [
    replayOff('the replay window of strongSwan can be set to 0, which Cloudflare recommends'),
    ...requestBothWays(STATEFUL),
  ],
  questions: { site, tunnel: perTunnel },
  pages: (context) => [
    ...(context.tunnels.flatMap((tunnel) => pagesOf(tunnel, context.answers.local_address)) as [SheetPage]),
    ...routing(context),
    {
      title: 'Firewall > Rules > IPsec',
      rows: [row('Pass', 'Traffic between the LAN and Cloudflare', 'At least ICMP, for the health checks')],
    },
  ],
  rollback: 'System > Configuration > Backups: revert to the entry before the first change',
  notes: () => [
    'Cloudflare has no guide for OPNsense. The parameters are those of the reference, and the fields those of the OPNsense manual for route-based IPsec.',
    'Not every release has a field for the replay window on the connection page. Without it, turn replay protection on for the tunnel.',
    'Leave the default gateway on the WAN, so that a route through the tunnel does not interrupt the tunnel.',
  ],
  verify: ({ tunnels: [{ identifier, cloudflareAddress, bgp }] }) => [
    { command: 'VPN > IPsec > Status Overview', expect: `${identifier} connected, with bytes in and out` },
    bgp
      ? { command: 'Routing > Diagnostics > BGP > Summary', expect: 'A number under State/PfxRcd' }
      : { command: 'System > Gateways', expect: `${identifier} Online` },
    { command: `Interfaces > Diagnostics > Ping: ${cloudflareAddress}`, expect: '0.0% packet loss' },
  ],
  keyEntry: null,
  sources: [
    'https://docs.opnsense.org/manual/vpnet.html',
    'https://docs.opnsense.org/manual/how-tos/ipsec-s2s-conn-route.html',
    'https://docs.opnsense.org/manual/dynamic_routing.html',
    'https://developers.cloudflare.com/cloudflare-wan/reference/gre-ipsec-tunnels/',
  ],
})
