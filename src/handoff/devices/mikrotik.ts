/**
 * MikroTik RouterOS 7. It has no route-based IPsec: policies select the traffic for the tunnel, so BGP only
 * announces the router's prefixes to Cloudflare. docs/routers.md, Devices.
 */
import { BGP } from '../../contract/bgp.ts'
import { type Context, device, type HandoffFile, type KeyRule } from '../device.ts'
import { commentText, routerosQuoted } from '../escape.ts'
import { kindOf } from '../identity.ts'
import { LINE_BREAKS, NOT_ASCII } from '../keys.ts'
import { BGP_TIMERS, MSS } from '../parameters.ts'
import { pskOf } from '../placeholder.ts'
import { choice, identityOf, lanPrefixes, localAddress, prefixes } from '../questions.ts'
import { replayOn, requestBothWays, STATEFUL } from './settings.ts'

const site = {
  release: choice({
    label: 'RouterOS release',
    help: 'From 7.20 on, the ASN belongs to a BGP instance.',
    options: [
      { value: '7.20', label: '7.20 or newer' },
      { value: '7.0', label: '7.0 to 7.19' },
    ],
    fallback: '7.20',
    when: 'bgp',
  }),
  local_address: localAddress,
  lan_prefixes: { ...lanPrefixes, when: 'always' },
  remote_prefixes: prefixes({
    label: 'Prefixes to send into the tunnel',
    help: 'Each becomes an IPsec policy, also with BGP, for example 10.0.0.0/8.',
    fallback: '',
  }),
} as const
const perTunnel = { identity: identityOf(['fqdn', 'email', 'keyid', 'ipv4']) }
type Mikrotik = Context<typeof site, typeof perTunnel>
type Tunnel = Mikrotik['tunnels'][number]

const IDENTITY = { fqdn: 'fqdn', email: 'user-fqdn', keyid: 'key-id', ipv4: 'address' } as const
const KEY: KeyRule['refuses'] = [LINE_BREAKS, NOT_ASCII]
const q = routerosQuoted

/** Every object has the identifier as its comment, so that the rollback can find it. */
const add = (menu: string, name: string, settings: readonly string[]): string =>
  `${menu} add ${[...settings, `comment=${name}`].join(' ')}`

/**
 * The policies with `action=none` exclude traffic between LANs, for a policy that matches all destinations.
 */
const policies = (
  tunnel: Tunnel,
  { lan_prefixes: lan, remote_prefixes: remote }: Mikrotik['answers'],
): string[] => {
  const { identifier: name, cloudflareAddress, customerAddress } = tunnel
  const encrypt = (from: string, to: string): string =>
    add('/ip/ipsec/policy', name, [
      `src-address=${from}`,
      `dst-address=${to}`,
      'tunnel=yes',
      'action=encrypt',
      'level=unique',
      `peer=${name}`,
      `proposal=${name}`,
    ])
  return [
    encrypt(`${customerAddress}/32`, `${cloudflareAddress}/32`),
    ...lan.flatMap((from) =>
      lan.map((to) =>
        add('/ip/ipsec/policy', name, [`src-address=${from}`, `dst-address=${to}`, 'action=none']),
      ),
    ),
    ...lan.flatMap((from) => remote.map((to) => encrypt(from, to))),
  ]
}

const bgp = (tunnel: Tunnel, { release, lan_prefixes: lan }: Mikrotik['answers']): string[] => {
  const { identifier: name, bgp: session, customerAddress, cloudflareAddress } = tunnel
  if (!session) return []
  const speaker = [`as=${session.asn}`, `router-id=${customerAddress}`]
  return [
    ...lan.flatMap((prefix) => [
      add('/ip/firewall/address-list', name, [`list=${name}`, `address=${prefix}`]),
      add('/ip/route', name, [`dst-address=${prefix}`, 'blackhole', 'distance=254']),
    ]),
    // A chain rejects what none of its rules accepts.
    ...(lan.length > 0 ? lan.map((prefix) => `if (dst == ${prefix}) { accept }`) : ['reject']).map((rule) =>
      add('/routing/filter/rule', name, [`chain=${name}-out`, `rule=${q(rule)}`]),
    ),
    ...(release === '7.20' ? [add('/routing/bgp/instance', name, [`name=${name}`, ...speaker])] : []),
    add('/routing/bgp/connection', name, [
      `name=${name}`,
      ...(release === '7.20' ? [`instance=${name}`] : speaker),
      'local.role=ebgp',
      `local.address=${customerAddress}`,
      `remote.address=${cloudflareAddress}`,
      `remote.as=${BGP.cloudflareAsn}`,
      `hold-time=${BGP_TIMERS.hold}s`,
      `keepalive-time=${BGP_TIMERS.keepalive}s`,
      ...(session.md5 ? [`tcp-md5-key=${q(session.md5)}`] : []),
      `output.network=${name}`,
      `output.filter-chain=${name}-out`,
    ]),
  ]
}

const mss = (name: string, way: 'in' | 'out'): string =>
  add('/ip/firewall/mangle', name, [
    'chain=forward',
    'protocol=tcp',
    'tcp-flags=syn',
    `ipsec-policy=${way},ipsec`,
    `tcp-mss=${MSS + 1}-65535`,
    'action=change-mss',
    `new-mss=${MSS}`,
    'passthrough=yes',
  ])

const configuration = ({ tunnels: [tunnel], answers }: Mikrotik): HandoffFile => {
  const { identifier: name, answers: own } = tunnel
  const kind = tunnel.identities.find(({ value }) => value === own.identity)?.kind ?? kindOf(own.identity)
  return {
    name: 'mikrotik.rsc',
    place: 'Upload it under Files, then in safe mode (Ctrl+X): /import mikrotik.rsc',
    language: 'routeros',
    text: `${[
      `# Cloudflare tunnel: ${commentText(tunnel.name)}`,
      // A profile cannot have a comment.
      `/ip/ipsec/profile add name=${name} enc-algorithm=aes-256 hash-algorithm=sha256 prf-algorithm=sha256 dh-group=ecp384 lifetime=1d dpd-interval=30s nat-traversal=yes`,
      add('/ip/ipsec/proposal', name, [
        `name=${name}`,
        'auth-algorithms=""',
        'enc-algorithms=aes-256-gcm',
        'pfs-group=ecp384',
        'lifetime=8h',
      ]),
      add('/ip/ipsec/peer', name, [
        `name=${name}`,
        `address=${tunnel.cloudflareEndpoint}/32`,
        ...(answers.local_address ? [`local-address=${answers.local_address}`] : []),
        'exchange-mode=ike2',
        `profile=${name}`,
      ]),
      add('/ip/ipsec/identity', name, [
        `peer=${name}`,
        'auth-method=pre-shared-key',
        `my-id=${IDENTITY[kind]}:${own.identity}`,
        `remote-id=address:${tunnel.cloudflareEndpoint}`,
        `secret=${q(pskOf(tunnel))}`,
      ]),
      add('/interface/bridge', name, [`name=${name}`, 'protocol-mode=none']),
      add('/ip/address', name, [
        `address=${tunnel.customerAddress}/32`,
        `network=${tunnel.cloudflareAddress}`,
        `interface=${name}`,
      ]),
      ...policies(tunnel, answers),
      `${add('/ip/firewall/nat', name, ['chain=srcnat', 'ipsec-policy=out,ipsec', 'action=accept'])} place-before=0`,
      mss(name, 'out'),
      mss(name, 'in'),
      ...bgp(tunnel, answers),
    ].join('\n')}\n`,
    rollback: [
      ...[
        '/routing/bgp/connection',
        ...(answers.release === '7.20' ? ['/routing/bgp/instance'] : []),
        '/routing/filter/rule',
        '/ip/firewall/address-list',
        '/ip/firewall/mangle',
        '/ip/firewall/nat',
        '/ip/route',
        '/ip/address',
        '/ip/ipsec/policy',
        '/ip/ipsec/identity',
        '/ip/ipsec/peer',
        '/ip/ipsec/proposal',
        '/interface/bridge',
      ].map((menu) => `${menu} remove [find comment=${name}]`),
      `/ip/ipsec/profile remove [find name=${name}]`,
    ].join('\n'),
  }
}

export const mikrotik = device({
  id: 'mikrotik',
  kind: 'files',
  expresses: {
    psk: { refuses: KEY },
    md5: { max: 80, refuses: KEY },
    bgp: true,
    addresses: [],
    tunnels: 1,
    identities: ['fqdn', 'email', 'keyid', 'ipv4'],
    parameters: {
      ike: 'IKEv2, AES-256-CBC, SHA2-256, DH group 20 (ecp384), 24 hours',
      esp: 'AES-256-GCM, PFS group 20 (ecp384), 8 hours',
    },
  },
  settings: () => [
    replayOn('RouterOS documents no way to switch its replay window off'),
    ...requestBothWays(`${STATEFUL}, and no IPsec policy sends such a reply back`),
  ],
  questions: { site, tunnel: perTunnel },
  files: (context) => [configuration(context)],
  notes: ({ answers: { lan_prefixes: lan, remote_prefixes: remote } }) => [
    'RouterOS has no route-based IPsec. The IPsec policies below select the traffic for the tunnel; routes from BGP do not. Each policy is a child SA, and Cloudflare advises at most about a hundred for a tunnel.',
    'Two tunnels cannot have policies for the same prefixes, so a file contains one tunnel.',
    'The IKE proposal has no AES-GCM in RouterOS, so IKE uses AES-256-CBC with SHA2-256. ESP uses AES-256-GCM.',
    'Exclude connections through the tunnel from FastTrack, which skips IPsec policies.',
    ...(lan.length === 0 || remote.length === 0
      ? ['Without LAN prefixes and prefixes to send, only the interface addresses reach each other.']
      : []),
  ],
  verify: ({ tunnels: [{ identifier, cloudflareAddress, customerAddress, bgp: session }] }) => [
    {
      command: `/ip/ipsec/policy print where comment=${identifier}`,
      expect: 'A for active, ph2-state established',
    },
    session
      ? { command: '/routing/bgp/session print', expect: 'E for established' }
      : { command: '/ip/ipsec/active-peers print', expect: 'state=established' },
    {
      command: `/ping ${cloudflareAddress} src-address=${customerAddress} count=3`,
      expect: 'received=3 packet-loss=0%',
    },
  ],
  keyEntry: null,
  sources: [
    'https://help.mikrotik.com/docs/display/ROS/IPsec',
    'https://help.mikrotik.com/docs/display/ROS/BGP',
    'https://developers.cloudflare.com/cloudflare-wan/reference/gre-ipsec-tunnels/',
  ],
})
