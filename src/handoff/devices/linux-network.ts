/**
 * The interfaces, routing rules and MSS clamp of a Linux router, which strongSwan and the routing daemon
 * need.
 */
import type { HandoffFile } from '../device.ts'
import { commentText } from '../escape.ts'
import { MSS } from '../parameters.ts'
import type { LinuxContext } from './linux-questions.ts'

/** The number of the routing table: easy to recognise (Cloudflare's ASN), and unlikely to be in use. */
const TABLE = 13335

/**
 * The rules route the tunnel's own packets over the WAN, independent of the main table. A default route
 * through the tunnel therefore cannot interrupt the tunnel, and replies from the WAN address leave over the
 * WAN.
 */
const rulesOf = ({ tunnels, answers: { local_address: local } }: LinuxContext): string[] => [
  ...tunnels.map(({ cloudflareEndpoint }) => `priority 13333 to ${cloudflareEndpoint}/32 lookup ${TABLE}`),
  ...(local
    ? [
        `priority 13334 from ${local}/32 lookup main suppress_prefixlength 0`,
        `priority 13335 from ${local}/32 lookup ${TABLE}`,
      ]
    : []),
]

const interfaceUp = (
  { identifier, customerAddress, prefix, answers }: LinuxContext['tunnels'][number],
  wan: string,
): string => `  ip link show ${identifier} >/dev/null 2>&1 ||
    ip link add ${identifier} type xfrm dev ${wan} if_id ${answers.if_id}
  ip address replace ${customerAddress}/${prefix} dev ${identifier}
  ip link set ${identifier} up
  sysctl -qw net.ipv4.conf.${identifier}.rp_filter=2
`

export const scriptFile = (context: LinuxContext): HandoffFile => {
  const { tunnels, answers } = context
  const [{ identifier }] = tunnels
  const { wan_interface: wan, wan_gateway: gateway } = answers
  const rules = rulesOf(context)
  return {
    name: 'cloudflare-tunnel.sh',
    place: `/usr/local/sbin/${identifier}, mode 0755, then: ${identifier} up`,
    language: 'sh',
    text: `#!/bin/sh
# XFRM interfaces and policy routing for: ${tunnels.map(({ name }) => commentText(name)).join(', ')}
# Usage: ${identifier} up | down
set -eu

down() {
${rules.map((rule) => `  ip rule del ${rule} 2>/dev/null || :`).join('\n')}
${tunnels.map((tunnel) => `  ip link del ${tunnel.identifier} 2>/dev/null || :`).join('\n')}
}

up() {
  gateway='${gateway}'
  if [ -z "$gateway" ]; then
    gateway=$(ip -4 route show default dev ${wan} | sed -n 's/^default via \\([0-9.]*\\).*/\\1/p' | head -n 1)
  fi
  # A point-to-point WAN, such as PPPoE, has no gateway address. A gateway need not be in the WAN's subnet.
  ip route replace default \${gateway:+via "$gateway"} dev ${wan} \${gateway:+onlink} table ${TABLE}
${rules.map((rule) => `  ip rule del ${rule} 2>/dev/null || :\n  ip rule add ${rule}`).join('\n')}
${tunnels.map((tunnel) => interfaceUp(tunnel, wan)).join('')}  sysctl -qw net.ipv4.ip_forward=1
}

case "\${1:-}" in
  up | down) "$1" ;;
  *) echo "usage: $0 up | down" >&2; exit 2 ;;
esac
`,
    rollback: `${identifier} down\nrm /usr/local/sbin/${identifier}`,
  }
}

/** Starts the script at boot, before the daemons that use its interfaces. */
export const unitFile = ({ tunnels }: LinuxContext): HandoffFile => {
  const [{ identifier }] = tunnels
  return {
    name: 'cloudflare-tunnel.service',
    place: `/etc/systemd/system/${identifier}.service, then: systemctl enable --now ${identifier}`,
    language: 'ini',
    text: `[Unit]
Description=Interfaces of the Cloudflare tunnels
Wants=network-online.target
After=network-online.target
Before=strongswan.service frr.service bird.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/sbin/${identifier} up
ExecStop=/usr/local/sbin/${identifier} down

[Install]
WantedBy=multi-user.target
`,
    rollback: `systemctl disable --now ${identifier}\nrm /etc/systemd/system/${identifier}.service\nsystemctl daemon-reload`,
  }
}

/** Clamps the MSS that a LAN host offers and the MSS that the far end offers. nft only lowers the value. */
export const nftFile = ({ tunnels }: LinuxContext): HandoffFile => {
  const [{ identifier }] = tunnels
  const table = identifier.replaceAll('-', '_')
  const names = `{ ${tunnels.map((tunnel) => `"${tunnel.identifier}"`).join(', ')} }`
  const chain = (hook: 'forward' | 'output', ways: ('iifname' | 'oifname')[]): string =>
    `  chain clamp_${hook} {
    type filter hook ${hook} priority mangle; policy accept;
${ways.map((way) => `    ${way} ${names} tcp flags syn tcp option maxseg size set ${MSS}`).join('\n')}
  }
`
  return {
    name: 'mss-clamp.nft',
    place: `/etc/nftables.d/${identifier}.nft, included by /etc/nftables.conf, then: nft -f /etc/nftables.d/${identifier}.nft`,
    language: 'nft',
    text: `# Each load replaces this table and no other.
table inet ${table}
delete table inet ${table}
table inet ${table} {
${chain('forward', ['iifname', 'oifname'])}${chain('output', ['oifname'])}}
`,
    rollback: `nft delete table inet ${table}\nrm /etc/nftables.d/${identifier}.nft`,
  }
}
