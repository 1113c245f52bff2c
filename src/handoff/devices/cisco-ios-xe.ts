/**
 * Cisco IOS XE: what it can express, the settings of the tunnel, and how to load and verify it.
 * docs/routers.md, Devices.
 */
import { device } from '../device.ts'
import { LINE_BREAKS, NOT_ASCII } from '../keys.ts'
import { GCM_GROUP_20, MSS } from '../parameters.ts'
import { configuration, perTunnel, site } from './cisco-ios-xe-config.ts'
import { replayOff, requestBothWays, STATEFUL } from './settings.ts'

export const ciscoIosXe = device({
  id: 'cisco-ios-xe',
  kind: 'files',
  expresses: {
    psk: {
      refuses: [
        LINE_BREAKS,
        NOT_ASCII,
        {
          pattern: /[ ?]/,
          because: 'in a PSK, IOS reads ? as a request for help and a blank as the end of the word',
          instead: 'Generate a key, or choose one with only letters, digits, - and _',
        },
      ],
    },
    md5: {
      max: 80,
      refuses: [
        {
          pattern: /^\d/,
          because: 'IOS reads a digit at the start of a BGP password as the encryption type',
          instead: 'Set a key that begins with a letter on the tunnel',
        },
        {
          pattern: /^ | $/,
          because: 'IOS drops blanks at the ends of a BGP password',
          instead: 'Set a key without them on the tunnel',
        },
        {
          pattern: /\?/,
          because: 'IOS reads ? as a request for help',
          instead: 'Set a key without it on the tunnel',
        },
        LINE_BREAKS,
        NOT_ASCII,
      ],
    },
    bgp: true,
    addresses: [],
    tunnels: 2,
    identities: ['fqdn', 'email', 'keyid', 'ipv4'],
    parameters: GCM_GROUP_20,
  },
  settings: () => [
    replayOff('IOS XE can switch its replay check off, which Cloudflare recommends'),
    ...requestBothWays(STATEFUL),
  ],
  questions: { site, tunnel: perTunnel },
  files: (context) => [configuration(context)],
  notes: ({ tunnels }) => [
    "Cloudflare's guide offers AES-CBC with SHA-512 and SHA-384 and mixes PFS groups 20 and 14. This file sends one proposal from Cloudflare's list: AES-256-GCM and group 20.",
    `The guide sets ip mtu 1450 and MSS 1350. This file does not set the MTU and clamps the MSS to ${MSS}, as the reference does.`,
    'Another IKEv2 policy that matches the same VRF and address can replace CF-IKE: check with show crypto ikev2 policy.',
    'IOS XE has no setting for the BGP connect retry, so the session can take two minutes after the tunnel is up.',
    ...(tunnels.some(({ bgp: session }) => (session?.md5?.length ?? 0) > 25)
      ? ['With service password-encryption, older releases keep only 25 characters of a BGP password.']
      : []),
  ],
  verify: ({ tunnels: [{ cloudflareEndpoint, cloudflareAddress, bgp: session, answers }] }) => [
    {
      command: `show crypto session remote ${cloudflareEndpoint} detail`,
      expect: 'Session status: UP-ACTIVE',
    },
    session
      ? {
          command: 'show bgp ipv4 unicast summary',
          expect: 'A number under State/PfxRcd, not Active or Idle',
        }
      : { command: `show ip route | include Tunnel${answers.tunnel_number}`, expect: 'Your prefixes' },
    { command: `ping ${cloudflareAddress}`, expect: 'Success rate is 100 percent (5/5)' },
  ],
  keyEntry: ({ tunnels }) => ({
    how: 'These commands keep the key out of the command history of the session and out of the configuration log.',
    commands: [
      'terminal no history',
      'configure terminal',
      'archive',
      ' log config',
      '  hidekeys',
      ...tunnels.flatMap(({ identifier }) => [
        `crypto ikev2 keyring ${identifier}`,
        ` peer ${identifier}`,
        `  pre-shared-key 0 PSK-OF-${identifier}`,
      ]),
      'end',
    ].join('\n'),
  }),
  sources: [
    'https://developers.cloudflare.com/cloudflare-wan/configuration/third-party/cisco-ios-xe/',
    'https://developers.cloudflare.com/cloudflare-wan/reference/gre-ipsec-tunnels/',
    'https://www.cisco.com/c/en/us/td/docs/ios-xml/ios/sec_conn_ike2vpn/configuration/xe-16/sec-flex-vpn-xe-16-book.html',
    'https://www.cisco.com/c/en/us/td/docs/ios-xml/ios/iproute_bgp/command/irg-cr-book.html',
  ],
})
