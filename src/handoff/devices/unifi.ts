/** Ubiquiti UniFi gateways, in the order of the page. docs/routers.md, Devices. */
import { type Context, device, type SheetPage } from '../device.ts'
import { LIFETIMES } from '../parameters.ts'
import { linkOf } from '../prefix.ts'
import { identityOf } from '../questions.ts'
import { objectName } from './cli-questions.ts'
import { requestBothWays, STATEFUL } from './settings.ts'
import { ONE_LINE, pskRow, row, SHEET_SITE } from './sheet-parts.ts'

const site = {
  wan_interface: objectName('WAN', 'As UniFi names it.', 'WAN1'),
  remote_prefixes: SHEET_SITE.remote_prefixes,
}
const perTunnel = { identity: identityOf(['fqdn', 'ipv4']) }
type Unifi = Context<typeof site, typeof perTunnel>

const page = (
  tunnel: Unifi['tunnels'][number],
  { wan_interface, remote_prefixes }: Unifi['answers'],
): SheetPage => ({
  title: `Settings > VPN > Site-to-Site VPN > Create New (${tunnel.identifier})`,
  rows: [
    row('VPN Type', 'IPsec'),
    row('Name', tunnel.identifier),
    pskRow('Pre-Shared Key', tunnel),
    row('Local IP', wan_interface),
    row('Remote IP / Host', tunnel.cloudflareEndpoint),
    row('VPN Method', 'Route Based'),
    row('Tunnel IP', `${tunnel.customerAddress}/${tunnel.prefix}`),
    row('Remote Networks', [linkOf(tunnel), ...remote_prefixes].join(', ')),
    row('Advanced', 'Manual'),
    row('Key Exchange Version', 'IKEv2'),
    row('IKE Encryption, Hash', 'AES-256, SHA256'),
    row('IKE DH Group', 14, 'Choose 20 where your release offers it'),
    row('IKE Lifetime', LIFETIMES.esp),
    row('ESP Encryption, Hash', 'AES-256, SHA256'),
    row('ESP DH Group', 14, 'The same group as for IKE'),
    row('ESP Lifetime', LIFETIMES.esp),
    row('Perfect Forward Secrecy (PFS)', 'On'),
    row('Local Authentication ID', `Manual: ${tunnel.answers.identity}`),
    row('Remote Authentication ID', `Manual: ${tunnel.cloudflareEndpoint}`),
    row('Maximum Transmission Unit (MTU)', 1436),
  ],
})

export const unifi = device({
  id: 'unifi',
  kind: 'sheet',
  expresses: {
    psk: ONE_LINE,
    md5: { unsupported: 'the site-to-site page has no BGP' },
    bgp: {
      unsupported: "the site-to-site page has no BGP, and Cloudflare's guide covers static routes only",
    },
    addresses: [],
    tunnels: 2,
    identities: ['fqdn', 'ipv4'],
    parameters: {
      ike: 'IKEv2, AES-256-CBC, SHA2-256, DH group 14, 8 hours',
      esp: 'AES-256-CBC, SHA2-256, PFS group 14, 8 hours',
    },
  },
  settings: () => requestBothWays(STATEFUL),
  questions: { site, tunnel: perTunnel },
  pages: ({ tunnels: [first, ...others], answers }) => [
    page(first, answers),
    ...others.map((tunnel) => page(tunnel, answers)),
  ],
  rollback: 'Settings > VPN > Site-to-Site VPN: open the entry and choose Remove',
  notes: () => [
    "Group 14 is what Cloudflare's guide uses, and Cloudflare lists it. Group 20 is stronger: choose it for both phases if the page offers it.",
    'The guide leaves the local ID on Auto, which sends an address. A name also works behind NAT and for two tunnels with the same endpoints.',
    'It is not documented whether UniFi can switch its replay window off. Turn replay protection on if packets are lost under load.',
    'The page cannot clamp the MSS to 1360. The MTU of 1436 is from the guide.',
  ],
  verify: ({ tunnels: [{ identifier, cloudflareAddress }] }) => [
    { command: 'Settings > VPN > Site-to-Site VPN', expect: `${identifier}: Connected` },
    { command: 'Over SSH: ip route', expect: 'Your prefixes through a vti interface' },
    { command: `Over SSH: ping -c 3 ${cloudflareAddress}`, expect: '3 received, 0% packet loss' },
  ],
  keyEntry: null,
  sources: [
    'https://developers.cloudflare.com/cloudflare-wan/configuration/third-party/ubiquiti/',
    'https://help.ui.com/hc/en-us/articles/360002668854',
    'https://developers.cloudflare.com/cloudflare-wan/reference/gre-ipsec-tunnels/',
  ],
})
