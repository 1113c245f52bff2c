/** What both Linux devices share besides their files. */
import type { Check, Expresses, KeyRule, Setting } from '../device.ts'
import { IDENTITIES, type LinuxContext } from './linux-questions.ts'
import { replayOff, requestBothWays } from './settings.ts'

/** swanctl accepts every PSK, because it is written as base64. */
export const linuxExpresses = (md5: KeyRule, parameters: Expresses['parameters']): Expresses => ({
  psk: { refuses: [] },
  md5,
  bgp: true,
  addresses: [],
  tunnels: 2,
  identities: IDENTITIES,
  parameters,
})

export const linuxSettings = (): readonly Setting[] => [
  replayOff('strongSwan can switch its replay window off, which Cloudflare recommends'),
  ...requestBothWays('connection tracking drops replies without a request'),
]

export const linuxNotes = ({ tunnels }: LinuxContext): string[] => [
  'Needs Linux 4.19 and strongSwan 5.8 or newer, for XFRM interfaces.',
  'Allow inbound UDP 500, UDP 4500 and ESP from the Cloudflare endpoint, and allow forwarding to and from the tunnel interface.',
  "Cloudflare's guide uses ipsec.conf, a VTI and marks. These files use swanctl.conf and an XFRM interface, which the strongSwan documentation prefers. They also use AES-256-GCM instead of AES-256-CBC, allow IKE fragmentation, and answer health checks at the interface address.",
  'If a default route from BGP should win, give the default route of the WAN a metric above 32.',
  ...(tunnels.some(({ replayProtection }) => replayProtection)
    ? [
        'Replay protection is on at Cloudflare, so the replay window is on here. Cloudflare recommends it off.',
      ]
    : []),
]

export const linuxBgpNotes = ({ tunnels, answers }: LinuxContext): string[] => {
  const hasBgp = tunnels.some(({ bgp }) => bgp !== null)
  return [
    ...(hasBgp && answers.lan_prefixes.length === 0
      ? ['No LAN prefix is given, so nothing is announced to Cloudflare.']
      : []),
    ...(tunnels.some(({ bgp }) => bgp === null)
      ? [
          'Without BGP this router keeps routing into a tunnel that is down: health checks at Cloudflare change routes in the other direction only.',
        ]
      : []),
  ]
}

export const linuxVerify = ({ tunnels }: LinuxContext, routing: Check): [Check, Check, Check] => {
  const [{ identifier, cloudflareAddress, bgp }] = tunnels
  return [
    {
      command: `swanctl --list-sas --ike ${identifier}`,
      expect: 'ESTABLISHED and INSTALLED. After the first rekey of the child the line ends in ECP_384',
    },
    bgp
      ? routing
      : {
          command: `ip route show dev ${identifier}`,
          expect: 'Your prefixes, each one line',
        },
    { command: `ping -c 3 ${cloudflareAddress}`, expect: '3 received, 0% packet loss' },
  ]
}
