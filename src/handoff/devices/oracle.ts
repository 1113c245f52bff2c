/** Oracle Cloud Site-to-Site VPN, in the order of the console. docs/routers.md, Devices. */
import { BGP } from '../../contract/bgp.ts'
import { type Context, device, type SheetPage } from '../device.ts'
import { CBC_GROUP_20_IKE, LIFETIMES } from '../parameters.ts'
import { replayOn } from './settings.ts'
import { listOf, pskRow, row, SHEET_SITE } from './sheet-parts.ts'

const site = { remote_prefixes: SHEET_SITE.remote_prefixes }
type Oracle = Context<typeof site, Record<string, never>>

const cpe = (endpoint: string): SheetPage => ({
  title: 'Networking > Customer-premises equipment > Create CPE',
  rows: [row('IP Address', endpoint), row('CPE vendor information', 'Other')],
})

const page = (tunnel: Oracle['tunnels'][number], remote: readonly string[]): SheetPage => ({
  title: `Site-to-Site VPN > Create IPsec connection, tunnel ${tunnel.identifier}`,
  rows: [
    ...(tunnel.bgp ? [] : [row('Routes to your on-premises network', listOf(remote))]),
    row('Name', tunnel.identifier),
    pskRow('Provide custom shared secret', tunnel),
    row('IKE version', 'IKEv2'),
    row('Routing type', tunnel.bgp ? 'BGP dynamic routing' : 'Static routing'),
    ...(tunnel.bgp ? [row('BGP ASN (of the CPE)', BGP.cloudflareAsn)] : []),
    row('IPv4 inside tunnel interface - CPE', `${tunnel.cloudflareAddress}/${tunnel.prefix}`),
    row('IPv4 inside tunnel interface - Oracle', `${tunnel.customerAddress}/${tunnel.prefix}`),
    row('Phase one: Custom encryption algorithm', 'AES_256_CBC'),
    row('Phase one: Custom authentication algorithm', 'SHA2_256'),
    row('Phase one: Custom Diffie-Hellman group', 'GROUP20'),
    row('Phase one: IKE session key lifetime in seconds', LIFETIMES.ike),
    row('Phase two: Custom encryption algorithm', 'AES_256_GCM'),
    row('Phase two: IPsec session key lifetime in seconds', LIFETIMES.esp),
    row('Phase two: Perfect forward secrecy Diffie-Hellman group', 'GROUP20'),
  ],
})

export const oracle = device({
  id: 'oracle',
  kind: 'sheet',
  expresses: {
    psk: {
      max: 64,
      refuses: [
        {
          pattern: /[^A-Za-z0-9 ]/,
          because: 'Oracle accepts only letters, digits and blanks in a shared secret',
          instead: 'Set a key of letters and digits on the tunnel',
        },
      ],
    },
    md5: { unsupported: 'Oracle has no field for an MD5 key. Remove it from the tunnel' },
    bgp: true,
    addresses: [],
    tunnels: 'two to one endpoint',
    identities: ['ipv4'],
    parameters: { ike: CBC_GROUP_20_IKE, esp: 'AES-256-GCM, PFS group 20, 8 hours' },
  },
  settings: () => [
    replayOn('Oracle cannot switch anti-replay off'),
    { field: 'health_check.type', value: 'request', reason: "Cloudflare's guide for Oracle sets it" },
    {
      field: 'health_check.direction',
      value: 'unidirectional',
      reason: "Cloudflare's guide for Oracle sets it",
    },
  ],
  questions: { site, tunnel: {} },
  pages: ({ tunnels: [first, ...others], answers }) => [
    cpe(first.cloudflareEndpoint),
    page(first, answers.remote_prefixes),
    ...others.map((tunnel) => page(tunnel, answers.remote_prefixes)),
  ],
  rollback: 'Site-to-Site VPN: terminate the IPsec connection, then delete the CPE',
  notes: ({ tunnels: [{ bgp }] }) => [
    'Oracle identifies itself by its VPN address: set it as the customer endpoint at Cloudflare.',
    'Both tunnels of a connection go to one CPE: give both the same Cloudflare endpoint, as the guide does.',
    "The guide has AES-256-CBC for phase two. Oracle also has AES-256-GCM, which is stronger and on Cloudflare's list.",
    ...(bgp
      ? [
          `Oracle's ASN is fixed (31898 in most regions). The customer ASN of the tunnel, now ${bgp.asn}, must be the same.`,
        ]
      : []),
  ],
  verify: ({ tunnels: [{ bgp, cloudflareAddress }] }) => [
    { command: 'Site-to-Site VPN > Tunnels', expect: 'IPsec status: Up' },
    bgp
      ? { command: 'Site-to-Site VPN > Tunnels', expect: 'IPv4 BGP status: Up' }
      : {
          command: 'Dynamic routing gateway > Route tables',
          expect: 'Your prefixes, with the IPsec tunnel as next hop',
        },
    {
      command: `From a machine: ping ${cloudflareAddress}`,
      expect: 'Replies, if the security list allows outbound ICMP',
    },
  ],
  keyEntry: null,
  sources: [
    'https://developers.cloudflare.com/cloudflare-wan/configuration/third-party/oracle/',
    'https://docs.oracle.com/en-us/iaas/Content/Network/Reference/supportedIPsecparams.htm',
    'https://docs.oracle.com/en-us/iaas/tools/python/latest/api/core/models/oci.core.models.UpdateIPSecConnectionTunnelSharedSecretDetails.html',
  ],
})
