/** pfSense, page by page. docs/routers.md, Devices. */
import { BGP } from '../../contract/bgp.ts'
import { type Context, device, type SheetPage } from '../device.ts'
import { kindOf } from '../identity.ts'
import { BGP_TIMERS, GCM_GROUP_20, LIFETIMES, MSS } from '../parameters.ts'
import { identityOf } from '../questions.ts'
import { objectName } from './cli-questions.ts'
import { frrMd5 } from './frr-key.ts'
import { replayOn, requestBothWays, STATEFUL } from './settings.ts'
import { listOf, ONE_LINE, pskRow, row, SHEET_SITE } from './sheet-parts.ts'

const site = { wan_interface: objectName('WAN interface', 'As pfSense names it.', 'WAN'), ...SHEET_SITE }
const perTunnel = { identity: identityOf(['email', 'fqdn', 'keyid', 'ipv4']) }
type Pfsense = Context<typeof site, typeof perTunnel>

const IDENTITY = {
  email: 'User Fully qualified domain name',
  fqdn: 'Fully qualified domain name',
  keyid: 'KeyID tag',
  ipv4: 'IP address',
} as const

/** The value for the field, which is the size of the IP packet: pfSense subtracts 40 for the headers. */
export const MSS_FIELD = MSS + 40

const pagesOf = (tunnel: Pfsense['tunnels'][number], wan: string): SheetPage[] => {
  const { identifier: name, answers } = tunnel
  const kind =
    tunnel.identities.find(({ value }) => value === answers.identity)?.kind ?? kindOf(answers.identity)
  return [
    {
      title: `VPN > IPsec > Tunnels > Add P1 (${name})`,
      rows: [
        row('Description', name),
        row('Key Exchange version', 'IKEv2'),
        row('Internet Protocol', 'IPv4'),
        row('Interface', wan),
        row('Remote Gateway', tunnel.cloudflareEndpoint),
        row('Authentication Method', 'Mutual PSK'),
        row('My identifier', `${IDENTITY[kind]}: ${answers.identity}`),
        row('Peer identifier', `Peer IP address (${tunnel.cloudflareEndpoint})`),
        pskRow('Pre-Shared Key', tunnel),
        row('Encryption Algorithm', 'AES256-GCM, 128 bits', '128 bits is the length of the tag'),
        row('Hash', 'SHA256'),
        row('DH Group', '20 (nist ecp384)'),
        row('Life Time', LIFETIMES.ike),
        row('Child SA Close Action', 'Restart/Reconnect'),
        row('Dead Peer Detection', 'Enabled, 10 s, 5 failures'),
      ],
    },
    {
      title: `VPN > IPsec > Tunnels > Add P2 (${name})`,
      rows: [
        row('Description', name),
        row('Mode', 'Routed (VTI)'),
        row('Local Network', `Address, ${tunnel.customerAddress}`),
        row('Remote Network', `Address, ${tunnel.cloudflareAddress}`),
        row('Protocol', 'ESP'),
        row('Encryption Algorithms', 'AES256-GCM, 128 bits', 'Clear every other box'),
        row('PFS key group', '20 (nist ecp384)'),
        row('Life Time', LIFETIMES.esp),
        row(
          'Automatically ping host',
          tunnel.cloudflareAddress,
          'It starts the tunnel, because Cloudflare never does',
        ),
      ],
    },
    {
      title: `Interfaces > Assignments (${name})`,
      rows: [
        row('Available network ports', `ipsec interface of ${name}`),
        row('Enable', 'Checked'),
        row('Description', name),
        row('MSS', MSS_FIELD, `pfSense subtracts 40, which gives ${MSS}`),
      ],
    },
  ]
}

const routing = ({ tunnels, answers }: Pfsense): SheetPage[] => {
  const bgpTunnels = tunnels.filter(({ bgp }) => bgp !== null)
  const staticTunnels = tunnels.filter(({ bgp }) => bgp === null)
  const [first] = bgpTunnels
  return [
    ...(staticTunnels.length > 0
      ? [
          {
            title: 'System > Routing > Static Routes',
            rows: staticTunnels.flatMap(({ identifier }) => [
              row('Destination network', listOf(answers.remote_prefixes), 'One entry for each prefix'),
              row('Gateway', `${identifier}_VTIV4`),
            ]),
          },
        ]
      : []),
    ...(first?.bgp
      ? [
          {
            title: 'Services > FRR BGP (package frr)',
            rows: [
              row('Local AS', first.bgp.asn),
              row('Router ID', first.customerAddress),
              row('Networks to Distribute', listOf(answers.lan_prefixes)),
              ...bgpTunnels.flatMap((tunnel) => [
                row('Neighbor Name/Address', tunnel.cloudflareAddress),
                row('Remote AS', BGP.cloudflareAsn),
                ...(tunnel.bgp?.md5 ? [row('Password', tunnel.bgp.md5)] : []),
                row('Update Source', tunnel.customerAddress),
                row('Hold Time, Keepalive', `${BGP_TIMERS.hold}, ${BGP_TIMERS.keepalive}`),
                row('Connect Timer', BGP_TIMERS.connectRetry),
                row(
                  'Route Map Filters',
                  'In and out: maps that permit',
                  'Without both, no route is received or announced',
                ),
              ]),
            ],
          },
        ]
      : []),
  ]
}

export const pfsense = device({
  id: 'pfsense',
  kind: 'sheet',
  expresses: {
    psk: ONE_LINE,
    md5: frrMd5,
    bgp: true,
    addresses: [],
    tunnels: 2,
    identities: ['email', 'fqdn', 'keyid', 'ipv4'],
    parameters: GCM_GROUP_20,
  },
  settings: () => [replayOn('pfSense cannot switch anti-replay off'), ...requestBothWays(STATEFUL)],
  questions: { site, tunnel: perTunnel },
  pages: (context) => [
    ...(context.tunnels.flatMap((tunnel) => pagesOf(tunnel, context.answers.wan_interface)) as [SheetPage]),
    ...routing(context),
    {
      title: 'Firewall > Rules > IPsec',
      rows: [row('Pass', 'Traffic between the LAN and Cloudflare', 'At least ICMP, for the health checks')],
    },
  ],
  rollback: 'Diagnostics > Backup & Restore > Config History: restore the entry before the first change',
  notes: () => [
    "Cloudflare's guide has AES-256-CBC. pfSense has AES-256-GCM for both phases, which Cloudflare lists too.",
    `The guide enters 1446 for the MSS, which gives 1406. ${MSS_FIELD} gives ${MSS}, the largest that the reference allows.`,
    'Leave the default gateway on the WAN, so that a route through the tunnel does not interrupt the tunnel.',
  ],
  verify: ({ tunnels: [{ identifier, cloudflareAddress, bgp }] }) => [
    { command: 'Status > IPsec', expect: `${identifier}: Established, and its child Installed` },
    bgp
      ? { command: 'Status > FRR > BGP', expect: 'A number under State/PfxRcd for the neighbour' }
      : { command: 'Status > Gateways', expect: `${identifier}_VTIV4 Online` },
    { command: `Diagnostics > Ping: ${cloudflareAddress}`, expect: '0.0% packet loss' },
  ],
  keyEntry: null,
  sources: [
    'https://developers.cloudflare.com/cloudflare-wan/configuration/third-party/pfsense/',
    'https://docs.netgate.com/pfsense/en/latest/vpn/ipsec/configure-p1.html',
    'https://docs.netgate.com/pfsense/en/latest/vpn/ipsec/configure-p2.html',
    'https://docs.netgate.com/pfsense/en/latest/interfaces/configure-ipv4.html',
  ],
})
