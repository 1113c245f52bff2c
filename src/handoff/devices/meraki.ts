/** Cisco Meraki MX, in the order of the dashboard. docs/routers.md, Devices. */
import { type Context, device, type SheetPage } from '../device.ts'
import { LIFETIMES, MSS } from '../parameters.ts'
import { linkOf } from '../prefix.ts'
import { identityOf, ipv4 } from '../questions.ts'
import { replayOn, requestBothWays } from './settings.ts'
import { ONE_LINE, pskRow, row, SHEET_SITE } from './sheet-parts.ts'

const site = {
  lan_address: ipv4({
    label: 'LAN address of the MX',
    help: "Cloudflare's health checks probe it, because the MX has no tunnel interface.",
    fallback: '',
    optional: true,
    example: '192.168.125.1',
  }),
  remote_prefixes: SHEET_SITE.remote_prefixes,
}
const perTunnel = { identity: identityOf(['fqdn', 'ipv4']) }
type Meraki = Context<typeof site, typeof perTunnel>

const page = (
  tunnel: Meraki['tunnels'][number],
  which: 'Primary' | 'Secondary',
  subnets: string,
): SheetPage => ({
  title: `Security & SD-WAN > Site-to-site VPN > IPsec VPN peers, ${which} (${tunnel.identifier})`,
  rows: [
    row('Name', tunnel.identifier),
    row('IKE version', 'IKEv2'),
    row('Public IP or hostname', tunnel.cloudflareEndpoint),
    row('Local ID', tunnel.answers.identity),
    row('Remote ID', tunnel.cloudflareEndpoint),
    pskRow('Shared secret', tunnel),
    row('Routing', 'Static'),
    row('Private subnets', subnets, 'The interface addresses are for the health checks'),
    row('IPsec policy', 'Custom'),
    row('Phase 1: Encryption, Authentication', 'AES 256, SHA256'),
    row('Phase 1: Pseudo-random Function', 'Defaults to Authentication'),
    row('Phase 1: Diffie-Hellman group', 14),
    row('Phase 1: Lifetime', LIFETIMES.esp),
    row('Phase 2: Encryption, Authentication', 'AES 256, SHA256', 'Clear every other box'),
    row('Phase 2: PFS group', 14),
    row('Phase 2: Lifetime', LIFETIMES.esp),
  ],
})

export const meraki = device({
  id: 'meraki',
  kind: 'sheet',
  expresses: {
    psk: ONE_LINE,
    md5: { unsupported: 'the guide covers static routes only' },
    bgp: {
      unsupported: "Cloudflare's guide covers static routes only, and the MX monitors no tunnel that has BGP",
    },
    addresses: [],
    tunnels: 2,
    identities: ['fqdn', 'ipv4'],
    parameters: {
      ike: 'IKEv2, AES-256-CBC, SHA2-256, DH group 14, 8 hours',
      esp: 'AES-256-CBC, SHA2-256, PFS group 14, 8 hours',
    },
  },
  settings: () => [
    replayOn('the Meraki MX cannot switch anti-replay off'),
    { field: 'health_check.rate', value: 'low', reason: "Cloudflare's guide for Meraki asks for it" },
    ...requestBothWays("Cloudflare's guide for Meraki asks for it"),
    {
      field: 'health_check.target',
      value: null,
      reason: 'the MX has no tunnel interface to probe, so the target is its LAN address',
    },
  ],
  questions: { site, tunnel: perTunnel },
  pages: ({ tunnels, answers }) => {
    // The secondary peer inherits the private subnets of the primary one.
    const subnets = [...tunnels.map(linkOf), ...answers.remote_prefixes].join(', ')
    const [first, ...others] = tunnels
    return [
      page(first, 'Primary', subnets),
      ...others.map((tunnel) => page(tunnel, 'Secondary', subnets)),
      {
        title: 'On the tunnel at Cloudflare',
        rows: [
          row('Health check target', answers.lan_address || 'The LAN address of the MX'),
          row('Automatic return routing', 'On', 'Needs Unified Routing'),
        ],
      },
    ]
  },
  rollback: 'Security & SD-WAN > Site-to-site VPN: delete the peer, then save',
  notes: () => [
    'Needs MX 19.2.7 or newer, for route-based VPN.',
    'The MX has no group 20, so this sheet uses group 14, which Cloudflare lists. AES-GCM is not on the page either.',
    'The second tunnel is a standby: the MX sends through one tunnel at a time.',
    `The dashboard has no MSS field. Ask Meraki support to clamp it to ${MSS} for this VPN.`,
    'Tunnel monitoring sends from 192.0.2.3. Ask Cloudflare to allow it as an internal prefix, and add an HTTP policy to Cloudflare Gateway: Source Internal IP is 192.0.2.3, Do Not Inspect.',
  ],
  verify: ({ tunnels: [{ identifier, cloudflareEndpoint, cloudflareAddress }] }) => [
    { command: 'Security & SD-WAN > VPN status > IPsec peers', expect: `${identifier}: green, Established` },
    { command: `Network-wide > Event log, VPN, ${cloudflareEndpoint}`, expect: 'Child SA established' },
    { command: `Appliance status > Tools > Ping: ${cloudflareAddress}`, expect: '0% loss' },
  ],
  keyEntry: null,
  sources: [
    'https://developers.cloudflare.com/cloudflare-wan/configuration/third-party/cisco-meraki-static/',
    'https://documentation.meraki.com/SASE_and_SD-WAN/MX/Design_and_Configure/Configuration_Guides/Site-to-site_VPN',
    'https://developers.cloudflare.com/cloudflare-wan/reference/anti-replay-protection/',
  ],
})
