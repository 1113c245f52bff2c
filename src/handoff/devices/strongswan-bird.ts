/**
 * Linux with strongSwan and BIRD 2, which unlike FRR accepts a blank in an MD5 key. docs/routers.md, Devices.
 */
import { BGP } from '../../contract/bgp.ts'
import { device, type HandoffFile, type KeyRule } from '../device.ts'
import { birdString } from '../escape.ts'
import { LINE_BREAKS, NOT_ASCII } from '../keys.ts'
import { BGP_TIMERS, GCM_GROUP_20 } from '../parameters.ts'
import { linuxBgpNotes, linuxExpresses, linuxNotes, linuxSettings, linuxVerify } from './linux.ts'
import { nftFile, scriptFile, unitFile } from './linux-network.ts'
import { type LinuxContext, linuxSite, linuxTunnel } from './linux-questions.ts'
import { swanctlFile, swanctlKeyEntry } from './swanctl.ts'

const md5: KeyRule = {
  max: 80,
  refuses: [
    {
      pattern: /"/,
      because: 'BIRD has no way to write a double quote in a password',
      instead: 'Set a key without double quotes on the tunnel',
    },
    LINE_BREAKS,
    NOT_ASCII,
  ],
}

type Tunnel = LinuxContext['tunnels'][number]

const symbol = ({ identifier }: Tunnel): string => identifier.replaceAll('-', '_')

const session = (tunnel: Tunnel): string => {
  const { bgp, customerAddress, cloudflareAddress, identifier } = tunnel
  if (!bgp) return ''
  return `
protocol bgp ${symbol(tunnel)} {
  description ${birdString(identifier)};
  local ${customerAddress} as ${bgp.asn};
  neighbor ${cloudflareAddress} as ${BGP.cloudflareAsn};
${bgp.md5 ? `  password ${birdString(bgp.md5)};\n` : ''}  keepalive time ${BGP_TIMERS.keepalive};
  hold time ${BGP_TIMERS.hold};
  connect retry time ${BGP_TIMERS.connectRetry};
  error wait time ${BGP_TIMERS.connectRetry}, 60;
  ipv4 {
    import all;
    export where proto = "cf_lan";
  };
}
`
}

/** Static routes. Those of a site's second tunnel have a lower preference, so that it is a backup. */
const statics = (tunnel: Tunnel, index: number, prefixes: readonly string[]): string => `
protocol static ${symbol(tunnel)} {
  ipv4 { preference ${index === 0 ? 200 : 100}; };
${prefixes.map((prefix) => `  route ${prefix} via ${birdString(tunnel.identifier)};\n`).join('')}}
`

const birdFile = ({ tunnels, answers }: LinuxContext): HandoffFile => {
  const [first] = tunnels
  const staticTunnels = tunnels.filter(({ bgp }) => bgp === null)
  return {
    name: 'bird.conf',
    place: '/etc/bird/bird.conf on a router that has no other BIRD configuration, then: birdc configure',
    language: 'bird',
    text: `# Cloudflare tunnels ${tunnels.map(({ identifier }) => identifier).join(' and ')}
log syslog all;
router id ${first.customerAddress};

protocol device {
}

# Routes over the tunnels go into the kernel. Prefixes that are only announced do not.
protocol kernel {
  merge paths on;
  ipv4 {
    import none;
    export where proto != "cf_lan";
  };
}

protocol static cf_lan {
  ipv4;
${answers.lan_prefixes.map((prefix) => `  route ${prefix} blackhole;\n`).join('')}}
${tunnels.map(session).join('')}${staticTunnels.map((tunnel, index) => statics(tunnel, index, answers.remote_prefixes)).join('')}`,
    rollback: tunnels.map((tunnel) => `birdc disable ${symbol(tunnel)}`).join('\n'),
  }
}

export const strongswanBird = device({
  id: 'strongswan-bird',
  kind: 'files',
  expresses: linuxExpresses(md5, GCM_GROUP_20),
  settings: linuxSettings,
  questions: { site: linuxSite, tunnel: linuxTunnel },
  files: (context) => [
    swanctlFile(context),
    birdFile(context),
    nftFile(context),
    scriptFile(context),
    unitFile(context),
  ],
  notes: (context) => [...linuxNotes(context), ...linuxBgpNotes(context)],
  verify: (context) =>
    linuxVerify(context, { command: 'birdc show protocols', expect: 'Established beside each tunnel' }),
  keyEntry: swanctlKeyEntry,
  sources: [
    'https://docs.strongswan.org/docs/latest/swanctl/swanctlConf.html',
    'https://docs.strongswan.org/docs/latest/features/routeBasedVpn.html',
    'https://bird.network.cz/?get_doc&v=20&f=bird-6.html',
    'https://developers.cloudflare.com/cloudflare-wan/configuration/third-party/strongswan/',
    'https://developers.cloudflare.com/cloudflare-wan/reference/gre-ipsec-tunnels/',
  ],
})
