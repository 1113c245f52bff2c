/** Linux with strongSwan and FRR. docs/routers.md, Devices. */
import { BGP } from '../../contract/bgp.ts'
import { device, type HandoffFile } from '../device.ts'
import { frrWord } from '../escape.ts'
import { BGP_TIMERS, GCM_GROUP_20 } from '../parameters.ts'
import { frrMd5 } from './frr-key.ts'
import { linuxBgpNotes, linuxExpresses, linuxNotes, linuxSettings, linuxVerify } from './linux.ts'
import { nftFile, scriptFile, unitFile } from './linux-network.ts'
import { type LinuxContext, linuxSite, linuxTunnel } from './linux-questions.ts'
import { swanctlFile, swanctlKeyEntry } from './swanctl.ts'

/**
 * Without route maps FRR neither accepts routes from an eBGP neighbour nor announces any to it (RFC 8212).
 */
const filters = (lan: readonly string[]): string => `ip prefix-list CF-IN seq 5 permit 0.0.0.0/0 le 32
${lan.map((prefix, index) => `ip prefix-list CF-OUT seq ${(index + 1) * 5} permit ${prefix}\n`).join('')}!
route-map CF-IN permit 10
 match ip address prefix-list CF-IN
exit
!
route-map CF-OUT ${lan.length > 0 ? 'permit 10\n match ip address prefix-list CF-OUT' : 'deny 10'}
exit
!
`

type Tunnel = LinuxContext['tunnels'][number]

const neighbour = ({ cloudflareAddress: peer, identifier, bgp }: Tunnel): string =>
  [
    ` neighbor ${peer} remote-as ${BGP.cloudflareAsn}`,
    ` neighbor ${peer} description ${identifier}`,
    ...(bgp?.md5 ? [` neighbor ${peer} password ${frrWord(bgp.md5)}`] : []),
    ` neighbor ${peer} timers ${BGP_TIMERS.keepalive} ${BGP_TIMERS.hold}`,
    ` neighbor ${peer} timers connect ${BGP_TIMERS.connectRetry}`,
    '',
  ].join('\n')

const activate = ({ cloudflareAddress: peer }: Tunnel): string =>
  `  neighbor ${peer} activate
  neighbor ${peer} route-map CF-IN in
  neighbor ${peer} route-map CF-OUT out
`

const router = (tunnels: readonly Tunnel[], lan: readonly string[]): string => {
  const [first] = tunnels
  if (!first?.bgp) return ''
  return `${filters(lan)}router bgp ${first.bgp.asn}
 bgp router-id ${first.customerAddress}
 no bgp default ipv4-unicast
${tunnels.map(neighbour).join('')} !
 address-family ipv4 unicast
${lan.map((prefix) => `  network ${prefix}\n`).join('')}${tunnels.map(activate).join('')} exit-address-family
exit
!
`
}

/** Static routes. Those of a site's second tunnel have a higher distance, so that it is a backup. */
const statics = (tunnels: readonly Tunnel[], prefixes: readonly string[]): string =>
  tunnels
    .flatMap(({ identifier }, index) =>
      prefixes.map((prefix) => `ip route ${prefix} ${identifier}${index > 0 ? ' 10' : ''}\n`),
    )
    .join('')

const frrFile = ({ tunnels, answers }: LinuxContext): HandoffFile => {
  const bgpTunnels = tunnels.filter(({ bgp }) => bgp !== null)
  const lan = bgpTunnels.length > 0 ? answers.lan_prefixes : []
  // A prefix is announced only while a route for it exists, so each gets a null route with the lowest
  // preference.
  const nullRoutes = lan.map((prefix) => `ip route ${prefix} Null0 254\n`).join('')
  const routes = statics(
    tunnels.filter(({ bgp }) => bgp === null),
    answers.remote_prefixes,
  )
  return {
    name: 'frr.conf',
    place:
      '/etc/frr/frr.conf on a router that has no other FRR configuration, else: vtysh -f frr.conf && vtysh -w. bgpd=yes in /etc/frr/daemons',
    language: 'frr',
    text: `! Cloudflare tunnels ${tunnels.map(({ identifier }) => identifier).join(' and ')}
${nullRoutes}${routes}!
${router(bgpTunnels, lan)}end
`,
    rollback: [
      'vtysh',
      'configure terminal',
      ...(bgpTunnels[0]?.bgp ? [`router bgp ${bgpTunnels[0].bgp.asn}`] : []),
      ...bgpTunnels.map(({ cloudflareAddress }) => `no neighbor ${cloudflareAddress}`),
      ...(bgpTunnels.length > 0 ? ['exit'] : []),
      ...`${nullRoutes}${routes}`
        .trim()
        .split('\n')
        .filter(Boolean)
        .map((route) => `no ${route}`),
      'end',
      'write memory',
    ].join('\n'),
  }
}

export const strongswanFrr = device({
  id: 'strongswan-frr',
  kind: 'files',
  expresses: linuxExpresses(frrMd5, GCM_GROUP_20),
  settings: linuxSettings,
  questions: { site: linuxSite, tunnel: linuxTunnel },
  files: (context) => [
    swanctlFile(context),
    frrFile(context),
    nftFile(context),
    scriptFile(context),
    unitFile(context),
  ],
  notes: (context) => [...linuxNotes(context), ...linuxBgpNotes(context)],
  verify: (context) =>
    linuxVerify(context, {
      command: `vtysh -c 'show bgp ipv4 unicast summary'`,
      expect: 'State/PfxRcd is a number for each neighbour, not Active or Connect',
    }),
  keyEntry: swanctlKeyEntry,
  sources: [
    'https://docs.strongswan.org/docs/latest/swanctl/swanctlConf.html',
    'https://docs.strongswan.org/docs/latest/features/routeBasedVpn.html',
    'https://docs.frrouting.org/en/latest/bgp.html',
    'https://developers.cloudflare.com/cloudflare-wan/configuration/third-party/strongswan/',
    'https://developers.cloudflare.com/cloudflare-wan/reference/gre-ipsec-tunnels/',
  ],
})
