/** VyOS 1.4, as set commands, from which VyOS writes swanctl.conf and frr.conf. docs/routers.md, Devices. */
import { BGP } from '../../contract/bgp.ts'
import { type Context, device, type HandoffFile } from '../device.ts'
import { commentText, frrWord, vyosQuoted as q, vyosSecret } from '../escape.ts'
import { BGP_TIMERS, GCM_GROUP_20, LIFETIMES, MSS } from '../parameters.ts'
import { placeholderOf } from '../placeholder.ts'
import { identityOf, lanPrefixes, localAddress, remotePrefixes } from '../questions.ts'
import { interfaceNumber, objectName, wanGateway } from './cli-questions.ts'
import { frrMd5 } from './frr-key.ts'
import { replayOff, requestBothWays, STATEFUL } from './settings.ts'

const site = {
  wan_interface: objectName('WAN interface', 'The interface that reaches the Internet.', 'eth0'),
  local_address: localAddress,
  wan_gateway: wanGateway('Empty: the gateway that DHCP gave the WAN interface.'),
  lan_prefixes: lanPrefixes,
  remote_prefixes: remotePrefixes,
}
const perTunnel = {
  identity: identityOf(['fqdn', 'email', 'ipv4']),
  vti: interfaceNumber('Number of the VTI', 101, 9999),
}
type Vyos = Context<typeof site, typeof perTunnel>
type Tunnel = Vyos['tunnels'][number]

/** Shared by both tunnels, and by the tunnels of other files. */
const GROUPS = [
  `set vpn ipsec esp-group CF lifetime '${LIFETIMES.esp}'`,
  "set vpn ipsec esp-group CF mode 'tunnel'",
  "set vpn ipsec esp-group CF pfs 'dh-group20'",
  "set vpn ipsec esp-group CF proposal 1 encryption 'aes256gcm128'",
  "set vpn ipsec esp-group CF proposal 1 hash 'sha256'",
  "set vpn ipsec ike-group CF close-action 'start'",
  "set vpn ipsec ike-group CF dead-peer-detection action 'restart'",
  "set vpn ipsec ike-group CF dead-peer-detection interval '30'",
  "set vpn ipsec ike-group CF dead-peer-detection timeout '120'",
  "set vpn ipsec ike-group CF key-exchange 'ikev2'",
  `set vpn ipsec ike-group CF lifetime '${LIFETIMES.ike}'`,
  'set vpn ipsec ike-group CF disable-mobike',
  "set vpn ipsec ike-group CF proposal 1 dh-group '20'",
  "set vpn ipsec ike-group CF proposal 1 encryption 'aes256gcm128'",
  "set vpn ipsec ike-group CF proposal 1 hash 'sha256'",
  "set vpn ipsec ike-group CF proposal 1 prf 'prfsha256'",
  'set vpn ipsec options disable-route-autoinstall',
]

const ofTunnel = (tunnel: Tunnel, local: string): string[] => {
  const { identifier: name, answers, cloudflareEndpoint: peer } = tunnel
  const vti = `vti${answers.vti}`
  const psk = `set vpn ipsec authentication psk ${name}`
  const site_to_site = `set vpn ipsec site-to-site peer ${name}`
  return [
    `set interfaces vti ${vti} address ${q(`${tunnel.customerAddress}/${tunnel.prefix}`)}`,
    `set interfaces vti ${vti} description ${q(name)}`,
    `set interfaces vti ${vti} ip adjust-mss '${MSS}'`,
    `${psk} id ${q(answers.identity)}`,
    `${psk} id ${q(peer)}`,
    ...(tunnel.psk === null
      ? [`${psk} secret ${q(placeholderOf(tunnel))}`]
      : [`${psk} secret ${vyosSecret(tunnel.psk)}`, `${psk} secret-type 'base64'`]),
    `${site_to_site} authentication local-id ${q(answers.identity)}`,
    `${site_to_site} authentication mode 'pre-shared-secret'`,
    `${site_to_site} authentication remote-id ${q(peer)}`,
    `${site_to_site} connection-type 'initiate'`,
    `${site_to_site} ike-group 'CF'`,
    `${site_to_site} local-address ${q(local || 'any')}`,
    `${site_to_site} remote-address ${q(peer)}`,
    `${site_to_site} replay-window '${tunnel.replayProtection ? 32 : 0}'`,
    `${site_to_site} vti bind '${vti}'`,
    `${site_to_site} vti esp-group 'CF'`,
  ]
}

const bgp = (tunnels: readonly Tunnel[], lan: readonly string[]): string[] => {
  const [first] = tunnels
  if (!first?.bgp) return []
  const out = 'set policy route-map CF-OUT rule 10'
  return [
    "set policy prefix-list CF-IN rule 5 action 'permit'",
    "set policy prefix-list CF-IN rule 5 le '32'",
    "set policy prefix-list CF-IN rule 5 prefix '0.0.0.0/0'",
    "set policy route-map CF-IN rule 10 action 'permit'",
    "set policy route-map CF-IN rule 10 match ip address prefix-list 'CF-IN'",
    ...lan.flatMap((prefix, index) => [
      `set policy prefix-list CF-OUT rule ${(index + 1) * 5} action 'permit'`,
      `set policy prefix-list CF-OUT rule ${(index + 1) * 5} prefix ${q(prefix)}`,
      `set protocols static route ${prefix} blackhole distance '254'`,
      `set protocols bgp address-family ipv4-unicast network ${prefix}`,
    ]),
    ...(lan.length > 0
      ? [`${out} action 'permit'`, `${out} match ip address prefix-list 'CF-OUT'`]
      : [`${out} action 'deny'`]),
    `set protocols bgp system-as '${first.bgp.asn}'`,
    `set protocols bgp parameters router-id ${q(first.customerAddress)}`,
    ...tunnels.flatMap(({ cloudflareAddress, identifier, bgp: session }) => {
      const peer = `set protocols bgp neighbor ${cloudflareAddress}`
      return [
        `${peer} remote-as '${BGP.cloudflareAsn}'`,
        `${peer} description ${q(identifier)}`,
        ...(session?.md5 ? [`${peer} password ${q(frrWord(session.md5))}`] : []),
        `${peer} timers keepalive '${BGP_TIMERS.keepalive}'`,
        `${peer} timers holdtime '${BGP_TIMERS.hold}'`,
        `${peer} timers connect '${BGP_TIMERS.connectRetry}'`,
        `${peer} address-family ipv4-unicast route-map import 'CF-IN'`,
        `${peer} address-family ipv4-unicast route-map export 'CF-OUT'`,
      ]
    }),
  ]
}

/** Static routes. Those of a site's second tunnel have a higher distance, so that it is a backup. */
const statics = (tunnels: readonly Tunnel[], prefixes: readonly string[]): string[] =>
  tunnels.flatMap(({ answers }, index) =>
    prefixes.map((prefix) => {
      const route = `set protocols static route ${prefix} interface vti${answers.vti}`
      return index === 0 ? route : `${route} distance '10'`
    }),
  )

const configuration = ({ tunnels, answers }: Vyos): HandoffFile => ({
  name: 'vyos.txt',
  place: 'Paste it in configuration mode (configure), then: commit-confirm 10, confirm, save',
  language: 'vyos',
  text: `${[
    `# Cloudflare tunnels: ${tunnels.map(({ name }) => commentText(name)).join(', ')}`,
    ...GROUPS,
    `set vpn ipsec interface ${q(answers.wan_interface)}`,
    ...tunnels.flatMap((tunnel) => ofTunnel(tunnel, answers.local_address)),
    ...tunnels.map(({ cloudflareEndpoint: peer }) =>
      answers.wan_gateway
        ? `set protocols static route ${peer}/32 next-hop ${answers.wan_gateway}`
        : `set protocols static route ${peer}/32 dhcp-interface ${q(answers.wan_interface)}`,
    ),
    ...bgp(
      tunnels.filter((tunnel) => tunnel.bgp !== null),
      answers.lan_prefixes,
    ),
    ...statics(
      tunnels.filter((tunnel) => tunnel.bgp === null),
      answers.remote_prefixes,
    ),
  ].join('\n')}\n`,
  rollback:
    'configure\nrollback 1\nA rollback restarts the router. Before confirm, wait ten minutes instead.',
})

export const vyos = device({
  id: 'vyos',
  kind: 'files',
  expresses: {
    psk: { refuses: [] },
    md5: {
      ...frrMd5,
      refuses: [
        {
          pattern: /'/,
          because: 'VyOS accepts no single quote in a value',
          instead: 'Set a key without single quotes on the tunnel',
        },
        ...frrMd5.refuses,
      ],
    },
    bgp: true,
    addresses: [],
    tunnels: 2,
    identities: ['fqdn', 'email', 'ipv4'],
    parameters: GCM_GROUP_20,
  },
  settings: () => [
    replayOff('VyOS can switch its replay window off, which Cloudflare recommends'),
    ...requestBothWays(STATEFUL),
  ],
  questions: { site, tunnel: perTunnel },
  files: (context) => [configuration(context)],
  notes: () => [
    "For VyOS 1.4 and newer with secret-type base64, which was added in November 2024. An older release refuses that line and takes the base64 text for the key. Cloudflare's guide has the peer syntax of 1.3.",
    'The guide has SHA-512 and an ESP lifetime of 24 hours. Cloudflare lists SHA2-256 and advises 30 minutes to 8 hours; with AES-GCM the hash has no effect on ESP.',
    'If the firewall drops traffic by default, allow inbound UDP 500, UDP 4500 and ESP from the Cloudflare endpoint.',
  ],
  verify: ({ tunnels: [{ identifier, cloudflareAddress, bgp: session, answers }] }) => [
    { command: 'show vpn ipsec sa', expect: `${identifier}-vti is up, AES_GCM_16_256` },
    session
      ? { command: 'show bgp ipv4 summary', expect: 'A number under State/PfxRcd, not Active or Connect' }
      : { command: 'show ip route static', expect: `Your prefixes through vti${answers.vti}` },
    { command: `ping ${cloudflareAddress} count 3`, expect: '3 received, 0% packet loss' },
  ],
  keyEntry: ({ tunnels }) => ({
    how: 'In configuration mode, paste the key when asked. It is not shown and not kept in the history.',
    commands: tunnels
      .filter(({ psk }) => psk === null)
      .flatMap(({ identifier }) => [
        `read -rsp 'PSK of ${identifier}: ' key`,
        `set vpn ipsec authentication psk ${identifier} secret "$(printf %s "$key" | base64 -w0)"`,
        `set vpn ipsec authentication psk ${identifier} secret-type 'base64'`,
        'unset key',
      ])
      .join('\n'),
  }),
  sources: [
    'https://docs.vyos.io/en/latest/configuration/vpn/site2site_ipsec.html',
    'https://docs.vyos.io/en/latest/configuration/protocols/bgp.html',
    'https://developers.cloudflare.com/cloudflare-wan/configuration/third-party/vyos/',
    'https://developers.cloudflare.com/cloudflare-wan/reference/gre-ipsec-tunnels/',
  ],
})
