/** Juniper SRX, as Junos set commands. docs/routers.md, Devices. */
import { BGP } from '../../contract/bgp.ts'
import { type Context, device, type HandoffFile } from '../device.ts'
import { commentText, junosQuoted } from '../escape.ts'
import { kindOf } from '../identity.ts'
import { LINE_BREAKS, NOT_ASCII } from '../keys.ts'
import { BGP_TIMERS, LIFETIMES, MSS } from '../parameters.ts'
import { placeholderOf, pskOf } from '../placeholder.ts'
import { identityOf, lanPrefixes, localAddress, remotePrefixes } from '../questions.ts'
import { interfaceNumber, objectName, wanGateway } from './cli-questions.ts'
import { replayOff, requestBothWays, STATEFUL } from './settings.ts'

const site = {
  wan_interface: objectName('WAN interface', 'With its unit.', 'ge-0/0/0.0'),
  local_address: localAddress,
  wan_gateway: wanGateway('Empty: no host route, for a router whose default route stays on the WAN.'),
  wan_zone: objectName('Zone of the WAN interface', 'It must allow inbound IKE.', 'untrust'),
  lan_zone: objectName('Zone of the LAN', 'Traffic between it and the tunnels is permitted.', 'trust'),
  tunnel_zone: objectName('Zone for the tunnels', 'Created if it does not exist.', 'cloudflare'),
  lan_prefixes: lanPrefixes,
  remote_prefixes: remotePrefixes,
}
const perTunnel = {
  identity: identityOf(['fqdn', 'email', 'ipv4']),
  unit: interfaceNumber('Unit of st0', 1, 16_385),
}
type Srx = Context<typeof site, typeof perTunnel>
type Tunnel = Srx['tunnels'][number]

const IDENTITY = { fqdn: 'hostname', email: 'user-at-hostname', ipv4: 'inet', keyid: 'key-id' } as const
const KEY = {
  refuses: [
    {
      pattern: /^\$\d\$/,
      because: 'Junos reads a key that starts with $9$ or a similar prefix as an encrypted key',
      instead: 'Choose a key that starts differently',
    },
    LINE_BREAKS,
    NOT_ASCII,
  ],
} as const

/** Shared by both tunnels, and by the tunnels of other files. */
const SHARED = [
  'set security ike proposal cf-ike authentication-method pre-shared-keys',
  'set security ike proposal cf-ike dh-group group20',
  'set security ike proposal cf-ike authentication-algorithm sha-256',
  'set security ike proposal cf-ike encryption-algorithm aes-256-cbc',
  `set security ike proposal cf-ike lifetime-seconds ${LIFETIMES.esp}`,
  'set security ipsec proposal cf-esp protocol esp',
  'set security ipsec proposal cf-esp encryption-algorithm aes-256-gcm',
  `set security ipsec proposal cf-esp lifetime-seconds ${LIFETIMES.esp}`,
  'set security ipsec policy cf-esp perfect-forward-secrecy keys group20',
  'set security ipsec policy cf-esp proposals cf-esp',
  `set security flow tcp-mss ipsec-vpn mss ${MSS}`,
]

const ofTunnel = (
  tunnel: Tunnel,
  { wan_interface, local_address, tunnel_zone }: Srx['answers'],
): string[] => {
  const { identifier: name, answers, bgp } = tunnel
  const kind =
    tunnel.identities.find(({ value }) => value === answers.identity)?.kind ?? kindOf(answers.identity)
  const gateway = `set security ike gateway ${name}`
  const vpn = `set security ipsec vpn ${name}`
  const zone = `set security zones security-zone ${tunnel_zone} interfaces st0.${answers.unit} host-inbound-traffic`
  return [
    `set interfaces st0 unit ${answers.unit} description ${name}`,
    `set interfaces st0 unit ${answers.unit} family inet address ${tunnel.customerAddress}/${tunnel.prefix}`,
    `${zone} system-services ping`,
    ...(bgp ? [`${zone} protocols bgp`] : []),
    `set security ike policy ${name} proposals cf-ike`,
    `set security ike policy ${name} pre-shared-key ascii-text ${junosQuoted(pskOf(tunnel))}`,
    `${gateway} ike-policy ${name}`,
    `${gateway} address ${tunnel.cloudflareEndpoint}`,
    `${gateway} dead-peer-detection always-send`,
    `${gateway} dead-peer-detection interval 10`,
    `${gateway} dead-peer-detection threshold 3`,
    `${gateway} local-identity ${IDENTITY[kind]} ${answers.identity}`,
    `${gateway} external-interface ${wan_interface}`,
    ...(local_address ? [`${gateway} local-address ${local_address}`] : []),
    `${gateway} version v2-only`,
    `${vpn} bind-interface st0.${answers.unit}`,
    `${vpn} ike gateway ${name}`,
    ...(tunnel.replayProtection ? [] : [`${vpn} ike no-anti-replay`]),
    `${vpn} ike ipsec-policy cf-esp`,
    `${vpn} establish-tunnels immediately`,
  ]
}

const permit = (from: string, to: string): string[] => {
  const policy = `set security policies from-zone ${from} to-zone ${to} policy ${from}-to-${to}`
  return [
    `${policy} match source-address any destination-address any application any`,
    `${policy} then permit`,
  ]
}

const bgp = (tunnels: readonly Tunnel[], lan: readonly string[]): string[] => {
  const [first] = tunnels
  if (!first?.bgp) return []
  const group = 'set protocols bgp group cloudflare'
  const out = 'set policy-options policy-statement cf-out'
  return [
    ...lan.map((prefix) => `set policy-options prefix-list cf-lan ${prefix}`),
    ...(lan.length > 0 ? [`${out} term lan from prefix-list cf-lan`, `${out} term lan then accept`] : []),
    `${out} term rest then reject`,
    `${group} type external`,
    `${group} local-as ${first.bgp.asn}`,
    `${group} peer-as ${BGP.cloudflareAsn}`,
    `${group} hold-time ${BGP_TIMERS.hold}`,
    `${group} multipath`,
    `${group} export cf-out`,
    ...tunnels.flatMap(({ cloudflareAddress: peer, customerAddress, bgp: session }) => [
      `${group} neighbor ${peer} local-address ${customerAddress}`,
      ...(session?.md5 ? [`${group} neighbor ${peer} authentication-key ${junosQuoted(session.md5)}`] : []),
    ]),
  ]
}

/** Static routes. Those of a site's second tunnel have a lower preference, so that it is a backup. */
const statics = (tunnels: readonly Tunnel[], prefixes: readonly string[]): string[] =>
  tunnels.flatMap(({ answers }, index) =>
    prefixes.map((prefix) =>
      index === 0
        ? `set routing-options static route ${prefix} next-hop st0.${answers.unit}`
        : `set routing-options static route ${prefix} qualified-next-hop st0.${answers.unit} preference 10`,
    ),
  )

const configuration = ({ tunnels, answers }: Srx): HandoffFile => {
  const { wan_gateway: gateway, wan_zone, lan_zone, tunnel_zone } = answers
  return {
    name: 'juniper-srx.set',
    place:
      'load set /var/tmp/juniper-srx.set in configuration mode, then: commit confirmed 10, and commit once it works',
    language: 'junos',
    text: `${[
      `# Cloudflare tunnels: ${tunnels.map(({ name }) => commentText(name)).join(', ')}`,
      ...SHARED,
      `set security zones security-zone ${wan_zone} host-inbound-traffic system-services ike`,
      ...tunnels.flatMap((tunnel) => ofTunnel(tunnel, answers)),
      ...(gateway
        ? tunnels.map(
            ({ cloudflareEndpoint: peer }) =>
              `set routing-options static route ${peer}/32 next-hop ${gateway}`,
          )
        : []),
      ...permit(lan_zone, tunnel_zone),
      ...permit(tunnel_zone, lan_zone),
      ...bgp(
        tunnels.filter((tunnel) => tunnel.bgp !== null),
        answers.lan_prefixes,
      ),
      ...statics(
        tunnels.filter((tunnel) => tunnel.bgp === null),
        answers.remote_prefixes,
      ),
    ].join('\n')}\n`,
    rollback: 'configure\nrollback 1\ncommit',
  }
}

export const juniperSrx = device({
  id: 'juniper-srx',
  kind: 'files',
  expresses: {
    psk: { max: 255, ...KEY },
    md5: { max: 126, ...KEY },
    bgp: true,
    addresses: [],
    tunnels: 2,
    identities: ['fqdn', 'email', 'ipv4'],
    parameters: {
      ike: 'IKEv2, AES-256-CBC, SHA2-256, DH group 20, 8 hours',
      esp: 'AES-256-GCM, PFS group 20, 8 hours',
    },
  },
  settings: () => [
    replayOff('the SRX can switch anti-replay off, which Cloudflare recommends'),
    ...requestBothWays(STATEFUL),
  ],
  questions: { site, tunnel: perTunnel },
  files: (context) => [configuration(context)],
  notes: () => [
    "IKE uses AES-256-CBC with SHA2-256, as in Cloudflare's guide: Junos derives the PRF from the authentication algorithm, which AES-GCM leaves out. ESP uses AES-256-GCM where the guide has AES-256-CBC.",
    'If the WAN interface has its own list of services (host-inbound-traffic under the interface), add ike there: the list of the interface replaces that of the zone.',
    'A prefix is announced only while an active route for exactly that prefix exists.',
    'A static default route (preference 5) wins over one from BGP (170).',
  ],
  verify: ({
    tunnels: [{ cloudflareEndpoint, cloudflareAddress, customerAddress, bgp: session, answers }],
  }) => [
    {
      command: `show security ipsec security-associations | match ${cloudflareEndpoint}`,
      expect: 'Two lines, < and >, with ESP:aes-gcm-256',
    },
    session
      ? { command: `show bgp neighbor ${cloudflareAddress} | match State`, expect: 'State: Established' }
      : { command: `show route next-hop st0.${answers.unit}`, expect: 'Your prefixes' },
    { command: `ping ${cloudflareAddress} source ${customerAddress} count 3`, expect: '0% packet loss' },
  ],
  keyEntry: ({ tunnels }) => ({
    how: 'Paste the lines with the key in place of the placeholder, then press Ctrl+D. The command history keeps only load set terminal.',
    commands: [
      'configure',
      'load set terminal',
      ...tunnels.map(
        (tunnel) =>
          `set security ike policy ${tunnel.identifier} pre-shared-key ascii-text "${placeholderOf(tunnel)}"`,
      ),
    ].join('\n'),
  }),
  sources: [
    'https://developers.cloudflare.com/cloudflare-wan/configuration/third-party/juniper/',
    'https://developers.cloudflare.com/cloudflare-wan/reference/gre-ipsec-tunnels/',
    'https://www.juniper.net/documentation/us/en/software/junos/vpn-ipsec/topics/ref/statement/security-edit-encryption-algorithm.html',
    'https://www.juniper.net/documentation/us/en/software/junos/bgp/topics/ref/statement/authentication-key-edit-protocols-bgp.html',
  ],
})
