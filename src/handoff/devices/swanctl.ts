/** swanctl.conf for one tunnel or two, for both Linux devices. docs/routers.md, Escaping. */
import type { HandoffFile, Linked } from '../device.ts'
import { commentText, swanctlQuoted, swanctlSecret } from '../escape.ts'
import { kindOf } from '../identity.ts'
import { BGP_TIMERS } from '../parameters.ts'
import { placeholderOf } from '../placeholder.ts'
import type { LinuxContext, LinuxTunnel } from './linux-questions.ts'

/**
 * The type of an identity. Without it strongSwan guesses, and sends a key id as an FQDN, which is refused.
 */
const PREFIX = { fqdn: 'fqdn:', email: 'email:', keyid: 'keyid:', ipv4: '' } as const

const identity = (tunnel: Linked<LinuxTunnel>): string => {
  const { identity: value } = tunnel.answers
  const kind = tunnel.identities.find((known) => known.value === value)?.kind ?? kindOf(value)
  return swanctlQuoted(`${PREFIX[kind]}${value}`)
}

const connection = (tunnel: Linked<LinuxTunnel>, localAddress: string): string => `
  # ${commentText(tunnel.name)}
  ${tunnel.identifier} {
    version = 2
    local_addrs = ${localAddress || '%any'}
    remote_addrs = ${tunnel.cloudflareEndpoint}
    proposals = aes256gcm16-prfsha256-ecp384
    rekey_time = 24h
    dpd_delay = ${BGP_TIMERS.keepalive}s
    keyingtries = 0
    mobike = no
    fragmentation = yes
    if_id_in = ${tunnel.answers.if_id}
    if_id_out = ${tunnel.answers.if_id}
    local {
      auth = psk
      id = ${identity(tunnel)}
    }
    remote {
      auth = psk
      id = ${tunnel.cloudflareEndpoint}
    }
    children {
      ${tunnel.identifier} {
        mode = tunnel
        local_ts = 0.0.0.0/0
        remote_ts = 0.0.0.0/0
        esp_proposals = aes256gcm16-ecp384
        rekey_time = 8h
        replay_window = ${tunnel.replayProtection ? 32 : 0}
        start_action = start
        dpd_action = restart
        close_action = start
      }
    }
  }
`

const secret = (tunnel: Linked<LinuxTunnel>): string => `
  ike-${tunnel.identifier} {
    id-1 = ${identity(tunnel)}
    id-2 = ${tunnel.cloudflareEndpoint}
    secret = ${tunnel.psk === null ? `"${placeholderOf(tunnel)}"` : swanctlSecret(tunnel.psk)}
  }
`

export const swanctlFile = ({ tunnels, answers }: LinuxContext): HandoffFile => {
  const [{ identifier }] = tunnels
  return {
    name: 'swanctl.conf',
    place: `/etc/swanctl/conf.d/${identifier}.conf, mode 0600, then: swanctl --load-all`,
    language: 'swanctl',
    text: `connections {${tunnels.map((tunnel) => connection(tunnel, answers.local_address)).join('')}}

secrets {${tunnels.map(secret).join('')}}
`,
    rollback: [
      ...tunnels.map((tunnel) => `swanctl --terminate --ike ${tunnel.identifier}`),
      `rm /etc/swanctl/conf.d/${identifier}.conf`,
      'swanctl --load-all --clear',
    ].join('\n'),
  }
}

/**
 * Writes the key into the file. `read` keeps it out of the history; `printf` is a builtin, so no process
 * shows it.
 */
export const swanctlKeyEntry = ({ tunnels }: LinuxContext) => {
  const [{ identifier }] = tunnels
  return {
    how: 'Run in bash as root, and paste the key when asked. It is not shown and not kept in the history.',
    commands: [
      ...tunnels
        .filter(({ psk }) => psk === null)
        .map((tunnel) =>
          [
            `read -rsp 'PSK of ${tunnel.identifier}: ' key &&`,
            `printf 's|"${placeholderOf(tunnel)}"|0s%s|' "$(printf %s "$key" | base64 -w0)" |`,
            `sed -i -f - /etc/swanctl/conf.d/${identifier}.conf; unset key`,
          ].join(' '),
        ),
      'swanctl --load-all',
    ].join('\n'),
  }
}
