/**
 * Palo Alto Networks PAN-OS: what it can express, the settings of the tunnel, and how to verify it.
 * docs/routers.md, Devices.
 */
import { device, type KeyRule } from '../device.ts'
import { LINE_BREAKS, NOT_ASCII } from '../keys.ts'
import { MSS } from '../parameters.ts'
import { configuration, perTunnel, site, WAN_MTU } from './palo-alto-config.ts'
import { replayOff, requestBothWays, STATEFUL } from './settings.ts'

const KEY: KeyRule['refuses'] = [
  {
    pattern: /["\\?]/,
    because: 'PAN-OS documents no way to write ", \\ or ? in a set command',
    instead: 'Choose a key without them, or enter it in the web interface',
  },
  {
    pattern: /^-AQ/,
    because: 'PAN-OS reads a key that starts with -AQ as an encrypted key',
    instead: 'Choose a key that starts differently',
  },
  {
    pattern: /^ | $/,
    because: 'a blank at the start or end of a key is easily lost',
    instead: 'Choose a key without one',
  },
  LINE_BREAKS,
  NOT_ASCII,
]

export const paloAlto = device({
  id: 'palo-alto',
  kind: 'files',
  expresses: {
    psk: { max: 255, refuses: KEY },
    md5: { max: 80, refuses: KEY },
    bgp: true,
    addresses: [],
    tunnels: 2,
    identities: ['fqdn', 'email', 'keyid', 'ipv4'],
    parameters: {
      ike: 'IKEv2, AES-256-CBC, SHA2-256, DH group 20, 8 hours',
      esp: 'AES-256-GCM, PFS group 20, 8 hours',
    },
  },
  settings: () => [
    replayOff('PAN-OS can switch its replay check off, which Cloudflare recommends'),
    ...requestBothWays(STATEFUL),
  ],
  questions: { site, tunnel: perTunnel },
  files: (context) => [configuration(context)],
  notes: () => [
    "IKE uses AES-256-CBC with SHA2-256, as in Cloudflare's guide; ESP uses AES-256-GCM where the guide has AES-256-CBC. The authentication line of an AES-GCM profile has no effect.",
    `A tunnel interface cannot clamp the MSS. The LAN interface subtracts ${WAN_MTU - MSS} from its MTU of ${WAN_MTU}, which gives ${MSS}.`,
    'Set commands add security rules at the end of the rulebase: move both above any rule that denies the traffic.',
    'Exempt traffic to the tunnel zone from source NAT.',
    'With advanced routing (logical routers) BGP is set up under Network > Routing instead.',
  ],
  verify: ({ tunnels: [{ identifier, cloudflareAddress, customerAddress, bgp: session, answers }] }) => [
    { command: `show vpn ipsec-sa tunnel ${identifier}`, expect: 'One SA, with a lifetime that counts down' },
    session
      ? {
          command: `show routing protocol bgp peer peer-name ${identifier}`,
          expect: 'Peer status: Established',
        }
      : {
          command: `show routing route type static`,
          expect: `Your prefixes by tunnel.${answers.unit}, flags A S`,
        },
    { command: `ping source ${customerAddress} count 3 host ${cloudflareAddress}`, expect: '0% packet loss' },
  ],
  keyEntry: null,
  sources: [
    'https://developers.cloudflare.com/cloudflare-wan/configuration/third-party/palo-alto/',
    'https://developers.cloudflare.com/cloudflare-wan/reference/gre-ipsec-tunnels/',
    'https://docs.paloaltonetworks.com/network-security/ipsec-vpn/administration',
    'https://docs.paloaltonetworks.com/pan-os/11-1/pan-os-networking-admin/bgp',
  ],
})
