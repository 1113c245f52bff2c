/** Questions about a Linux router. */
import type { Context } from '../device.ts'
import { identityOf, integer, ipv4, lanPrefixes, localAddress, remotePrefixes, word } from '../questions.ts'

export const IDENTITIES = ['fqdn', 'email', 'keyid', 'ipv4'] as const

const FIRST_IF_ID = 101

export const linuxSite = {
  wan_interface: word({
    label: 'WAN interface',
    help: 'The interface that reaches the Internet, as `ip link` names it.',
    fallback: 'eth0',
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,14}$/,
    example: 'eth0',
  }),
  wan_gateway: ipv4({
    label: 'WAN gateway',
    help: 'Next hop to the Internet. Empty: read from the default route of the WAN interface at start.',
    fallback: '',
    optional: true,
    example: '198.51.100.1',
  }),
  local_address: localAddress,
  lan_prefixes: lanPrefixes,
  remote_prefixes: remotePrefixes,
}

export const linuxTunnel = {
  identity: identityOf(IDENTITIES),
  if_id: integer({
    label: 'XFRM interface id',
    help: 'A number that no other XFRM interface of this machine has.',
    fallback: (_, index) => String(FIRST_IF_ID + index),
    min: 1,
    max: 4_294_967_295,
    isDistinct: true,
  }),
}

export type LinuxSite = typeof linuxSite
export type LinuxTunnel = typeof linuxTunnel
export type LinuxContext = Context<LinuxSite, LinuxTunnel>
