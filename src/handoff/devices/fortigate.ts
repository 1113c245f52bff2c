/** FortiGate, as FortiOS commands. docs/routers.md, Devices. */
import { BGP } from '../../contract/bgp.ts'
import { type Context, device, type HandoffFile, type KeyRule } from '../device.ts'
import { commentText, fortiosQuoted } from '../escape.ts'
import { kindOf } from '../identity.ts'
import { LINE_BREAKS, NOT_ASCII } from '../keys.ts'
import { BGP_TIMERS, GCM_GROUP_20, LIFETIMES, MSS } from '../parameters.ts'
import { pskOf } from '../placeholder.ts'
import { maskOf, withMask } from '../prefix.ts'
import { identityOf, lanPrefixes, remotePrefixes } from '../questions.ts'
import { objectName } from './cli-questions.ts'
import { replayOff, requestBothWays, STATEFUL } from './settings.ts'

const site = {
  wan_interface: objectName('WAN interface', 'The interface that reaches the Internet.', 'wan1'),
  lan_interface: objectName('LAN interface', 'Traffic between it and the tunnels is accepted.', 'internal'),
  lan_prefixes: lanPrefixes,
  remote_prefixes: remotePrefixes,
}
const perTunnel = { identity: identityOf(['fqdn', 'email', 'keyid', 'ipv4']) }
type Forti = Context<typeof site, typeof perTunnel>
type Tunnel = Forti['tunnels'][number]

const IDENTITY = { fqdn: 'fqdn', email: 'user-fqdn', keyid: 'keyid', ipv4: 'address' } as const

const KEY: KeyRule['refuses'] = [
  {
    pattern: /^ENC /i,
    because: 'FortiOS reads a key that starts with ENC as an encrypted key',
    instead: 'Choose a key that starts differently',
  },
  {
    pattern: /[?$]/,
    because: 'the FortiOS command line reads ? as a request for help and $ as the start of a variable',
    instead: 'Choose a key without them, or enter it in the web interface',
  },
  LINE_BREAKS,
  NOT_ASCII,
]

const q = fortiosQuoted

const phase1 = (tunnel: Tunnel, wan: string): string => {
  const { identity } = tunnel.answers
  const kind = tunnel.identities.find(({ value }) => value === identity)?.kind ?? kindOf(identity)
  return `    edit ${q(tunnel.identifier)}
        set interface ${q(wan)}
        set ike-version 2
        set keylife ${LIFETIMES.ike}
        set peertype any
        set net-device enable
        set proposal aes256gcm-prfsha256
        set dhgrp 20
        set localid-type ${IDENTITY[kind]}
        set localid ${q(identity)}
        set dpd on-idle
        set nattraversal enable
        set remote-gw ${tunnel.cloudflareEndpoint}
        set add-gw-route enable
        set psksecret ${q(pskOf(tunnel))}
    next
`
}

const phase2 = ({ identifier, replayProtection }: Tunnel): string => `    edit ${q(identifier)}
        set phase1name ${q(identifier)}
        set proposal aes256gcm
        set pfs enable
        set dhgrp 20
        set replay ${replayProtection ? 'enable' : 'disable'}
        set keylifeseconds ${LIFETIMES.esp}
        set auto-negotiate enable
        set keepalive enable
    next
`

const tunnelInterface = (tunnel: Tunnel, wan: string): string => `    edit ${q(tunnel.identifier)}
        set ip ${tunnel.customerAddress} 255.255.255.255
        set remote-ip ${tunnel.cloudflareAddress} ${maskOf(tunnel.prefix)}
        set allowaccess ping
        set type tunnel
        set interface ${q(wan)}
    next
`

const policy = (name: string, from: readonly string[], to: readonly string[]): string => `    edit 0
        set name ${q(name)}
        set srcintf ${from.map(q).join(' ')}
        set dstintf ${to.map(q).join(' ')}
        set action accept
        set srcaddr "all"
        set dstaddr "all"
        set schedule "always"
        set service "ALL"
        set tcp-mss-sender ${MSS}
        set tcp-mss-receiver ${MSS}
        set anti-replay disable
    next
`

const neighbour = ({
  cloudflareAddress,
  identifier,
  bgp,
}: Tunnel): string => `        edit ${q(cloudflareAddress)}
            set description ${q(identifier)}
            set remote-as ${BGP.cloudflareAsn}
            set update-source ${q(identifier)}
            set keep-alive-timer ${BGP_TIMERS.keepalive}
            set holdtime-timer ${BGP_TIMERS.hold}
            set connect-timer ${BGP_TIMERS.connectRetry}
            set route-map-out "CF-OUT"
${bgp?.md5 ? `            set password ${q(bgp.md5)}\n` : ''}        next
`

const bgp = (tunnels: readonly Tunnel[], lan: readonly string[]): string => {
  const [first] = tunnels
  if (!first?.bgp) return ''
  const each = (indent: string, line: (prefix: string) => string) =>
    lan.map((prefix) => `${indent}edit 0\n${indent}    ${line(prefix)}\n${indent}next\n`).join('')
  return `${
    lan.length > 0
      ? `config router prefix-list
    edit "CF-OUT"
        config rule
${each('            ', (prefix) => `set prefix ${withMask(prefix)}`)}        end
    next
end
`
      : ''
  }config router route-map
    edit "CF-OUT"
        config rule
            edit 1
${lan.length > 0 ? '                set match-ip-address "CF-OUT"' : '                set action deny'}
            next
        end
    next
end
config router bgp
    set as ${first.bgp.asn}
    set router-id ${first.customerAddress}
    set ebgp-multipath enable
    config neighbor
${tunnels.map(neighbour).join('')}    end
    config network
${each('        ', (prefix) => `set prefix ${withMask(prefix)}`)}    end
end
`
}

/** Static routes. Those of a site's second tunnel have a higher distance, so that it is a backup. */
const statics = (tunnels: readonly Tunnel[], prefixes: readonly string[]): string => {
  const routes = tunnels.flatMap(({ identifier }, index) =>
    prefixes.map(
      (prefix) => `    edit 0
        set dst ${withMask(prefix)}
        set device ${q(identifier)}
        set distance ${index === 0 ? 10 : 20}
    next
`,
    ),
  )
  return routes.length > 0 ? `config router static\n${routes.join('')}end\n` : ''
}

const configuration = ({ tunnels, answers }: Forti): HandoffFile => {
  const { wan_interface: wan, lan_interface: lan } = answers
  const names = tunnels.map(({ identifier }) => identifier)
  const [site_name = ''] = names
  const bgpTunnels = tunnels.filter((tunnel) => tunnel.bgp !== null)
  return {
    name: 'fortigate.conf',
    place: 'Paste it into the CLI console, or upload it under System > Advanced > Configuration scripts',
    language: 'fortios',
    text: `# Cloudflare tunnels: ${tunnels.map(({ name }) => commentText(name)).join(', ')}
config vpn ipsec phase1-interface
${tunnels.map((tunnel) => phase1(tunnel, wan)).join('')}end
config vpn ipsec phase2-interface
${tunnels.map(phase2).join('')}end
config system interface
${tunnels.map((tunnel) => tunnelInterface(tunnel, wan)).join('')}end
config firewall policy
${policy(`${site_name}-out`, [lan], names)}${policy(`${site_name}-in`, names, [lan])}end
${bgp(bgpTunnels, answers.lan_prefixes)}${statics(
  tunnels.filter((tunnel) => tunnel.bgp === null),
  answers.remote_prefixes,
)}`,
    rollback: [
      `# First delete what refers to the tunnels: policies ${site_name}-out and ${site_name}-in, static routes.`,
      ...(bgpTunnels.length > 0
        ? [
            'config router bgp',
            '    config neighbor',
            ...bgpTunnels.map(({ cloudflareAddress }) => `        delete ${q(cloudflareAddress)}`),
            '    end',
            'end',
          ]
        : []),
      'config vpn ipsec phase2-interface',
      ...names.map((name) => `    delete ${q(name)}`),
      'end',
      'config vpn ipsec phase1-interface',
      ...names.map((name) => `    delete ${q(name)}`),
      'end',
    ].join('\n'),
  }
}

export const fortigate = device({
  id: 'fortigate',
  kind: 'files',
  expresses: {
    psk: { min: 6, max: 128, refuses: KEY },
    md5: { refuses: KEY },
    bgp: true,
    addresses: [],
    tunnels: 2,
    identities: ['fqdn', 'email', 'keyid', 'ipv4'],
    parameters: GCM_GROUP_20,
  },
  settings: () => [
    replayOff('FortiOS can switch its replay check off, which Cloudflare recommends'),
    ...requestBothWays(STATEFUL),
  ],
  questions: { site, tunnel: perTunnel },
  files: (context) => [configuration(context)],
  notes: () => [
    "Cloudflare's guide also offers AES-128 and two more PRFs, and its second tunnel shows psksecret ENC, which is for encrypted keys only. This file uses AES-256-GCM with SHA2-256 and the plain key.",
    'The guide switches anti-replay off for the whole firewall and allows asymmetric ICMP. This file switches it off for the two policies only. It does not need asymmetric ICMP, because the interface answers probes of type Request to its address.',
    'add-gw-route keeps the route to the Cloudflare endpoint on the WAN, so a default route through the tunnel does not interrupt the tunnel.',
    'A prefix is announced only while a route for exactly that prefix exists (network-import-check).',
  ],
  verify: ({ tunnels: [{ identifier, cloudflareAddress, bgp: session }] }) => [
    { command: `get vpn ipsec tunnel name ${identifier}`, expect: 'status: up, with an SA in and out' },
    session
      ? {
          command: 'get router info bgp summary',
          expect: 'A number under State/PfxRcd for the neighbour, not Active or Connect',
        }
      : { command: 'get router info routing-table static', expect: `Your prefixes by ${identifier}` },
    { command: `execute ping ${cloudflareAddress}`, expect: '5 packets received, 0% packet loss' },
  ],
  keyEntry: null,
  sources: [
    'https://developers.cloudflare.com/cloudflare-wan/configuration/third-party/fortinet/',
    'https://developers.cloudflare.com/cloudflare-wan/reference/gre-ipsec-tunnels/',
    'https://docs.fortinet.com/document/fortigate/7.2.3/cli-reference/363620/config-vpn-ipsec-phase2',
    'https://docs.fortinet.com/document/fortigate/7.4.0/cli-reference',
  ],
})
