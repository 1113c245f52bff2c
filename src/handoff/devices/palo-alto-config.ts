/** The PAN-OS configuration, as set commands for the legacy routing engine, and its questions. */
import { BGP } from '../../contract/bgp.ts'
import type { Context, HandoffFile } from '../device.ts'
import { panosQuoted } from '../escape.ts'
import { kindOf } from '../identity.ts'
import { BGP_TIMERS, MSS } from '../parameters.ts'
import { pskOf } from '../placeholder.ts'
import { identityOf, lanPrefixes, remotePrefixes } from '../questions.ts'
import { interfaceNumber, objectName, wanGateway } from './cli-questions.ts'

export const site = {
  wan_interface: objectName('WAN interface', 'The interface that reaches the Internet.', 'ethernet1/1'),
  wan_gateway: wanGateway('Empty: no host route, for a router whose default route stays on the WAN.'),
  lan_interface: objectName(
    'LAN interface',
    'The MSS is clamped here, because a tunnel interface cannot clamp it.',
    'ethernet1/2',
  ),
  virtual_router: objectName('Virtual router', 'It contains the WAN, the LAN and the tunnels.', 'default'),
  lan_zone: objectName('Zone of the LAN', 'Traffic between it and the tunnels is allowed.', 'trust'),
  tunnel_zone: objectName('Zone for the tunnels', 'Created if it does not exist.', 'cloudflare'),
  lan_prefixes: lanPrefixes,
  remote_prefixes: remotePrefixes,
}
export const perTunnel = {
  identity: identityOf(['fqdn', 'email', 'keyid', 'ipv4']),
  unit: interfaceNumber('Number of the tunnel interface', 1, 9999),
}
type Pan = Context<typeof site, typeof perTunnel>
type Tunnel = Pan['tunnels'][number]

const IDENTITY = { fqdn: 'fqdn', email: 'ufqdn', keyid: 'keyid', ipv4: 'ipaddr' } as const

/** MTU of the interface. Its MSS field contains the difference from this MTU, not the MSS itself. */
export const WAN_MTU = 1500

const PROFILES = [
  'set network profiles interface-management-profile cf-ping ping yes',
  'set network ike crypto-profiles ike-crypto-profiles cf-ike hash sha256',
  'set network ike crypto-profiles ike-crypto-profiles cf-ike dh-group group20',
  'set network ike crypto-profiles ike-crypto-profiles cf-ike encryption aes-256-cbc',
  'set network ike crypto-profiles ike-crypto-profiles cf-ike lifetime hours 8',
  'set network ike crypto-profiles ipsec-crypto-profiles cf-esp esp authentication sha256',
  'set network ike crypto-profiles ipsec-crypto-profiles cf-esp esp encryption aes-256-gcm',
  'set network ike crypto-profiles ipsec-crypto-profiles cf-esp lifetime hours 8',
  'set network ike crypto-profiles ipsec-crypto-profiles cf-esp dh-group group20',
]

const ofTunnel = (
  tunnel: Tunnel,
  { wan_interface, virtual_router: router, tunnel_zone }: Pan['answers'],
): string[] => {
  const { identifier: name, answers } = tunnel
  const kind =
    tunnel.identities.find(({ value }) => value === answers.identity)?.kind ?? kindOf(answers.identity)
  const unit = `tunnel.${answers.unit}`
  const gateway = `set network ike gateway ${name}`
  const ipsec = `set network tunnel ipsec ${name}`
  return [
    `set network interface tunnel units ${unit} ip ${tunnel.customerAddress}/${tunnel.prefix}`,
    `set network interface tunnel units ${unit} interface-management-profile cf-ping`,
    `set network virtual-router ${router} interface ${unit}`,
    `set zone ${tunnel_zone} network layer3 ${unit}`,
    `${gateway} authentication pre-shared-key key ${panosQuoted(pskOf(tunnel))}`,
    `${gateway} protocol version ikev2`,
    `${gateway} protocol ikev2 ike-crypto-profile cf-ike`,
    `${gateway} protocol ikev2 dpd enable yes`,
    `${gateway} protocol-common nat-traversal enable yes`,
    `${gateway} local-address interface ${wan_interface}`,
    `${gateway} peer-address ip ${tunnel.cloudflareEndpoint}`,
    `${gateway} local-id type ${IDENTITY[kind]} id ${panosQuoted(answers.identity)}`,
    `${ipsec} auto-key ike-gateway ${name}`,
    `${ipsec} auto-key ipsec-crypto-profile cf-esp`,
    `${ipsec} tunnel-interface ${unit}`,
    `${ipsec} tunnel-monitor enable no`,
    `${ipsec} anti-replay ${tunnel.replayProtection ? 'yes' : 'no'}`,
  ]
}

const allow = (from: string, to: string): string[] => {
  const rule = `set rulebase security rules ${from}-to-${to}`
  return [
    `${rule} from ${from} to ${to} source any destination any application any service any action allow`,
    `${rule} log-end yes`,
  ]
}

const bgp = (tunnels: readonly Tunnel[], { virtual_router, lan_prefixes: lan }: Pan['answers']): string[] => {
  const [first] = tunnels
  if (!first?.bgp) return []
  const root = `set network virtual-router ${virtual_router} protocol bgp`
  const group = `${root} peer-group cloudflare`
  return [
    `${root} enable yes`,
    `${root} router-id ${first.customerAddress}`,
    `${root} local-as ${first.bgp.asn}`,
    `${root} install-route yes`,
    `${root} reject-default-route no`,
    `${root} routing-options as-format 4-byte`,
    `${group} enable yes`,
    `${group} type ebgp`,
    ...tunnels.flatMap(
      ({ identifier: name, cloudflareAddress, customerAddress, prefix, answers, bgp: session }) => {
        const peer = `${group} peer ${name}`
        return [
          ...(session?.md5 ? [`${root} auth-profile ${name} secret ${panosQuoted(session.md5)}`] : []),
          `${peer} enable yes`,
          `${peer} peer-as ${BGP.cloudflareAsn}`,
          `${peer} local-address interface tunnel.${answers.unit}`,
          `${peer} local-address ip ${customerAddress}/${prefix}`,
          `${peer} peer-address ip ${cloudflareAddress}`,
          `${peer} connection-options keep-alive-interval ${BGP_TIMERS.keepalive}`,
          `${peer} connection-options hold-time ${BGP_TIMERS.hold}`,
          ...(session?.md5 ? [`${peer} connection-options authentication ${name}`] : []),
        ]
      },
    ),
    ...lan.flatMap((prefix) => [
      `${root} redist-rules ${prefix} address-family-identifier ipv4`,
      `${root} redist-rules ${prefix} set-origin incomplete`,
      `${root} redist-rules ${prefix} enable yes`,
      `${root} policy export rules cf-out match address-prefix ${prefix} exact yes`,
    ]),
    ...(lan.length > 0
      ? [
          `${root} policy export rules cf-out used-by cloudflare`,
          `${root} policy export rules cf-out action allow`,
          `${root} policy export rules cf-out enable yes`,
        ]
      : []),
  ]
}

const routeName = (prefix: string): string => `cf-${prefix.replace(/[./]/g, '-')}`

/** Static routes. Those of a site's second tunnel have a higher metric, so that it is a backup. */
const statics = (tunnels: readonly Tunnel[], { virtual_router, remote_prefixes }: Pan['answers']): string[] =>
  tunnels.flatMap(({ answers, cloudflareAddress }, index) =>
    remote_prefixes.flatMap((prefix) => {
      const route = `set network virtual-router ${virtual_router} routing-table ip static-route ${routeName(prefix)}-${index + 1}`
      return [
        `${route} destination ${prefix}`,
        `${route} interface tunnel.${answers.unit}`,
        `${route} nexthop ip-address ${cloudflareAddress}`,
        `${route} metric ${index === 0 ? 10 : 20}`,
      ]
    }),
  )

const hostRoutes = (
  tunnels: readonly Tunnel[],
  { virtual_router, wan_gateway, wan_interface }: Pan['answers'],
): string[] =>
  tunnels.flatMap(({ identifier, cloudflareEndpoint }) => {
    const route = `set network virtual-router ${virtual_router} routing-table ip static-route ${identifier}`
    return [
      `${route} destination ${cloudflareEndpoint}/32`,
      `${route} interface ${wan_interface}`,
      `${route} nexthop ip-address ${wan_gateway}`,
    ]
  })

export const configuration = ({ tunnels, answers }: Pan): HandoffFile => {
  const { wan_gateway, lan_zone, tunnel_zone, lan_interface } = answers
  const lan = `set network interface ethernet ${lan_interface} layer3 adjust-tcp-mss`
  return {
    name: 'palo-alto.txt',
    place:
      'Paste it in configuration mode (set cli scripting-mode on, configure), then: validate full, commit',
    language: 'panos',
    text: `${[
      ...PROFILES,
      ...tunnels.flatMap((tunnel) => ofTunnel(tunnel, answers)),
      ...(wan_gateway ? hostRoutes(tunnels, answers) : []),
      `${lan} enable yes`,
      `${lan} ipv4-mss-adjustment ${WAN_MTU - MSS}`,
      ...allow(lan_zone, tunnel_zone),
      ...allow(tunnel_zone, lan_zone),
      ...bgp(
        tunnels.filter((tunnel) => tunnel.bgp !== null),
        answers,
      ),
      ...statics(
        tunnels.filter((tunnel) => tunnel.bgp === null),
        answers,
      ),
    ].join('\n')}\n`,
    rollback:
      'configure\nrevert config\nAfter a commit: load config version N, with N from show config versions, then commit',
  }
}
