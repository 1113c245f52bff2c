/**
 * The Cisco IOS XE configuration (IKEv2, a static VTI for each tunnel, BGP or static routes) and its
 * questions.
 */
import { BGP } from '../../contract/bgp.ts'
import type { Context, HandoffFile } from '../device.ts'
import { commentText, iosLine, iosWord } from '../escape.ts'
import { kindOf } from '../identity.ts'
import { BGP_TIMERS, LIFETIMES, MSS } from '../parameters.ts'
import { pskOf } from '../placeholder.ts'
import { maskOf, withMask } from '../prefix.ts'
import { identityOf, lanPrefixes, remotePrefixes } from '../questions.ts'
import { interfaceNumber, objectName, wanGateway } from './cli-questions.ts'

export const site = {
  wan_interface: objectName('WAN interface', 'The interface that reaches the Internet.', 'GigabitEthernet1'),
  wan_gateway: wanGateway('Empty: the gateway that DHCP gave the WAN interface.'),
  wan_vrf: objectName('VRF of the WAN interface', 'Empty for the global table.', '', true),
  lan_prefixes: lanPrefixes,
  remote_prefixes: remotePrefixes,
}
export const perTunnel = {
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
    ` neighbor ${peer} remote-as ${BGP.cloudflareAsn}`,
    ` neighbor ${peer} description ${identifier}`,
    ...(bgp?.md5 ? [` neighbor ${peer} password ${iosLine(bgp.md5)}`] : []),
    ` neighbor ${peer} timers ${BGP_TIMERS.keepalive} ${BGP_TIMERS.hold}`,
    '',
  ].join('\n')

/**
 * A prefix is announced only while a route for it exists, so each gets a null route with the lowest
 * preference.
 */
const nullRoutes = (lan: readonly string[]): string =>
  lan.map((prefix) => `ip route ${withMask(prefix)} Null0 254\n`).join('')

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
${nullRoutes(lan)}!
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

export const configuration = ({ tunnels, answers }: Ios): HandoffFile => {
  const bgpTunnels = tunnels.filter((tunnel) => tunnel.bgp !== null)
  const staticTunnels = tunnels.filter((tunnel) => tunnel.bgp === null)
  const { wan_interface: wan, wan_vrf: vrf } = answers
  return {
    name: 'cisco-ios-xe.txt',
    place: 'Paste it in configuration mode (configure terminal), then: end, write memory',
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
${tunnels.map((tunnel) => tunnelInterface(tunnel, wan, vrf)).join('')}${bgp(bgpTunnels, answers.lan_prefixes)}${statics(staticTunnels, answers.remote_prefixes)}`,
    rollback: [
      'configure terminal',
      ...tunnels.map((tunnel) => `no interface Tunnel${tunnel.answers.tunnel_number}`),
      ...(bgpTunnels[0]?.bgp ? [`router bgp ${bgpTunnels[0].bgp.asn}`] : []),
      ...bgpTunnels.map(({ cloudflareAddress }) => ` no neighbor ${cloudflareAddress}`),
      ...tunnels.flatMap(({ identifier }) => [
        `no crypto ipsec profile ${identifier}`,
        `no crypto ikev2 profile ${identifier}`,
        `no crypto ikev2 keyring ${identifier}`,
      ]),
      ...tunnels.map((tunnel) => `no ${hostRoute(tunnel, answers).trim()}`),
      ...`${nullRoutes(bgpTunnels.length > 0 ? answers.lan_prefixes : [])}${statics(staticTunnels, answers.remote_prefixes)}`
        .split('\n')
        .filter(Boolean)
        .map((route) => `no ${route}`),
      'end',
      'write memory',
    ].join('\n'),
  }
}
