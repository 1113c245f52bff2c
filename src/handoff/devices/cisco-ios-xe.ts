/** Cisco IOS XE: IKEv2, a static VTI for each tunnel, BGP. docs/routers.md, Devices. */
import { type Context, device, type HandoffFile } from '../device.ts'
import { commentText, iosLine, iosWord } from '../escape.ts'
import { kindOf } from '../identity.ts'
import { LINE_BREAKS, NOT_ASCII } from '../keys.ts'
import { pskOf } from '../placeholder.ts'
import { maskOf, withMask } from '../prefix.ts'
import { identityOf, lanPrefixes, remotePrefixes } from '../questions.ts'
import { BGP_TIMERS, GCM_GROUP_20, LIFETIMES, MSS } from '../strength.ts'
import { interfaceNumber, objectName, wanGateway } from './cli-questions.ts'
import { replayOff, requestBothWays, STATEFUL } from './settings.ts'

const site = {
  wan_interface: objectName('WAN interface', 'The interface that reaches the Internet.', 'GigabitEthernet1'),
  wan_gateway: wanGateway('Empty: the gateway that DHCP gave the WAN interface.'),
  wan_vrf: objectName('VRF of the WAN interface', 'Empty for the global table.', '', true),
  lan_prefixes: lanPrefixes,
  remote_prefixes: remotePrefixes,
}
const perTunnel = {
  identity: identityOf(['fqdn', 'email', 'keyid', 'ipv4']),
  tunnel_number: interfaceNumber('Tunnel interface number', 101, 2_147_483_647),
}
type Ios = Context<typeof site, typeof perTunnel>
type Tunnel = Ios['tunnels'][number]

const IDENTITY = { fqdn: 'fqdn', email: 'email', keyid: 'key-id', ipv4: 'address' } as const

const ike = (tunnel: Tunnel, vrf: string): string => {
  const { identifier: name, cloudflareEndpoint: peer, answers } = tunnel
  const kind =
    tunnel.identities.find(({ value }) => value === answers.identity)?.kind ?? kindOf(answers.identity)
  return `crypto ikev2 keyring ${name}
 peer ${name}
  address ${peer}
  pre-shared-key 0 ${iosWord(pskOf(tunnel))}
!
crypto ikev2 profile ${name}
${vrf ? ` match fvrf ${vrf}\n` : ''} match identity remote address ${peer} 255.255.255.255
 identity local ${IDENTITY[kind]} ${iosWord(answers.identity)}
 authentication remote pre-share
 authentication local pre-share
 keyring local ${name}
 lifetime ${LIFETIMES.ike}
 dpd 30 5 periodic
 no config-exchange request
!
crypto ipsec profile ${name}
 set transform-set CF-ESP
 set security-association lifetime seconds ${LIFETIMES.esp}
 set security-association lifetime kilobytes disable
${tunnel.replayProtection ? '' : ' set security-association replay disable\n'} set pfs group20
 set ikev2-profile ${name}
!
`
}

const tunnelInterface = ({ answers, ...tunnel }: Tunnel, wan: string, vrf: string): string =>
  `interface Tunnel${answers.tunnel_number}
 description ${tunnel.identifier}
 ip address ${tunnel.customerAddress} ${maskOf(tunnel.prefix)}
 ip tcp adjust-mss ${MSS}
 tunnel source ${wan}
 tunnel mode ipsec ipv4
 tunnel destination ${tunnel.cloudflareEndpoint}
 tunnel path-mtu-discovery
${vrf ? ` tunnel vrf ${vrf}\n` : ''} tunnel protection ipsec profile ${tunnel.identifier}
!
`

const hostRoute = (
  { cloudflareEndpoint: peer }: Tunnel,
  { wan_vrf, wan_gateway, wan_interface }: Ios['answers'],
) =>
  `ip route ${wan_vrf ? `vrf ${wan_vrf} ` : ''}${peer} 255.255.255.255 ${wan_gateway || `${wan_interface} dhcp`}\n`

const neighbour = ({ cloudflareAddress: peer, identifier, bgp }: Tunnel): string =>
  [
    ` neighbor ${peer} remote-as 13335`,
    ` neighbor ${peer} description ${identifier}`,
    ...(bgp?.md5 ? [` neighbor ${peer} password ${iosLine(bgp.md5)}`] : []),
    ` neighbor ${peer} timers ${BGP_TIMERS.keepalive} ${BGP_TIMERS.hold}`,
    '',
  ].join('\n')

const bgp = (tunnels: readonly Tunnel[], lan: readonly string[]): string => {
  const [first] = tunnels
  if (!first?.bgp) return ''
  return `ip prefix-list CF-IN seq 5 permit 0.0.0.0/0 le 32
${lan.map((prefix, index) => `ip prefix-list CF-OUT seq ${(index + 1) * 5} permit ${prefix}\n`).join('')}!
route-map CF-IN permit 10
 match ip address prefix-list CF-IN
!
route-map CF-OUT ${lan.length > 0 ? 'permit 10\n match ip address prefix-list CF-OUT' : 'deny 10'}
!
${lan.map((prefix) => `ip route ${withMask(prefix)} Null0 254\n`).join('')}!
router bgp ${first.bgp.asn}
 bgp router-id ${first.customerAddress}
 bgp log-neighbor-changes
${tunnels.map(neighbour).join('')} address-family ipv4
${lan.map((prefix) => `  network ${withMask(prefix).replace(' ', ' mask ')}\n`).join('')}${tunnels
  .map(
    ({ cloudflareAddress: peer }) =>
      `  neighbor ${peer} activate\n  neighbor ${peer} route-map CF-IN in\n  neighbor ${peer} route-map CF-OUT out\n`,
  )
  .join('')}  maximum-paths 2
 exit-address-family
!
`
}

const statics = (tunnels: readonly Tunnel[], prefixes: readonly string[]): string =>
  tunnels
    .flatMap(({ answers }, index) =>
      prefixes.map(
        (prefix) => `ip route ${withMask(prefix)} Tunnel${answers.tunnel_number}${index > 0 ? ' 10' : ''}\n`,
      ),
    )
    .join('')

const configuration = ({ tunnels, answers }: Ios): HandoffFile => {
  const speaking = tunnels.filter((tunnel) => tunnel.bgp !== null)
  const silent = tunnels.filter((tunnel) => tunnel.bgp === null)
  const { wan_interface: wan, wan_vrf: vrf } = answers
  return {
    name: 'cisco-ios-xe.txt',
    place: 'Pasted in configuration mode (configure terminal), then: end, write memory',
    language: 'ios',
    text: `! Cloudflare tunnels: ${tunnels.map(({ name }) => commentText(name)).join(', ')}
crypto ikev2 proposal CF-IKE
 encryption aes-gcm-256
 prf sha256
 group 20
!
crypto ikev2 policy CF-IKE
 match fvrf ${vrf || 'any'}
 proposal CF-IKE
!
crypto ipsec transform-set CF-ESP esp-gcm 256
 mode tunnel
!
${tunnels.map((tunnel) => ike(tunnel, vrf)).join('')}${tunnels.map((tunnel) => hostRoute(tunnel, answers)).join('')}!
${tunnels.map((tunnel) => tunnelInterface(tunnel, wan, vrf)).join('')}${bgp(speaking, answers.lan_prefixes)}${statics(silent, answers.remote_prefixes)}`,
    rollback: [
      'configure terminal',
      ...tunnels.map((tunnel) => `no interface Tunnel${tunnel.answers.tunnel_number}`),
      ...(speaking[0]?.bgp ? [`router bgp ${speaking[0].bgp.asn}`] : []),
      ...speaking.map(({ cloudflareAddress }) => ` no neighbor ${cloudflareAddress}`),
      ...tunnels.flatMap(({ identifier }) => [
        `no crypto ipsec profile ${identifier}`,
        `no crypto ikev2 profile ${identifier}`,
        `no crypto ikev2 keyring ${identifier}`,
      ]),
      ...tunnels.map((tunnel) => `no ${hostRoute(tunnel, answers).trim()}`),
      ...statics(silent, answers.remote_prefixes)
        .split('\n')
        .filter(Boolean)
        .map((route) => `no ${route}`),
      'end',
      'write memory',
    ].join('\n'),
  }
}

export const ciscoIosXe = device({
  id: 'cisco-ios-xe',
  name: 'Cisco IOS XE',
  kind: 'files',
  expresses: {
    psk: {
      refuses: [
        LINE_BREAKS,
        NOT_ASCII,
        {
          pattern: /[ ?]/,
          because: 'IOS reads ? in a PSK as a request for help, and ends a word at a blank',
          instead: 'Generate a key, or choose one of letters, digits, - and _',
        },
      ],
    },
    md5: {
      max: 80,
      refuses: [
        {
          pattern: /^\d/,
          because: 'IOS takes a digit at the start of a BGP password for the kind of encryption',
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
    "Cloudflare's guide offers AES-CBC with SHA-512 and SHA-384 and mixes PFS groups 20 and 14. This sends one proposal from Cloudflare's list: AES-256-GCM and group 20.",
    `The guide sets ip mtu 1450 and MSS 1350. This leaves the MTU alone and clamps to ${MSS}, as the reference does.`,
    'An IKEv2 policy that matches the same VRF and address is used in place of CF-IKE: check with show crypto ikev2 policy.',
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
    how: 'Keeps the key out of the command history of the session and out of the configuration log.',
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
