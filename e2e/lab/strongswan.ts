/** Runs strongSwan at one end, with ESP in user space, because kernels of containers often lack it. */
import { type End, until } from './end.ts'

/**
 * Settings for the lab only. kernel-libipsec ignores `install_routes = no`, so its routes get the lowest priority, and
 * those of BGP are used (docs/routers.md, Lab).
 */
const STRONGSWAN_CONF = `charon-systemd {
  load = random nonce openssl pem pkcs1 pubkey x509 hmac kdf gcm aes sha1 sha2 kernel-libipsec kernel-netlink socket-default vici updown
  install_routes = no
  install_virtual_ip = no
  routing_table_prio = 40000
  filelog {
    stderr {
      default = 1
      flush_line = yes
    }
  }
  journal {
    default = -1
  }
  plugins {
    kernel-libipsec {
      load = yes
    }
  }
}
`

/** The device that kernel-libipsec creates. */
export const DEVICE = 'ipsec0'

export interface Child {
  /** In strongSwan's form, such as `AES_GCM_16-256/ECP_384`. */
  proposal: string
  packetsIn: number
  packetsOut: number
}

export interface Sa {
  state: string
  local: string
  remote: string
  proposal: string
  children: Child[]
}

export interface Charon {
  log: () => string
  /** The IKE SAs with their installed child SAs. */
  sas: () => Promise<Sa[]>
  /** Loads `/etc/swanctl`. Rejects with all messages of swanctl, even when its exit code is 0. */
  load: () => Promise<void>
}

const SA = /^\S+: #\d+, (\w+), IKEv2/
const CHILD = /^ {2}(?! )\S+: #\d+, reqid \d+, INSTALLED, .*ESP:(\S+)/

const readSas = (text: string): Sa[] => {
  const sas: Sa[] = []
  for (const line of text.split('\n')) {
    const [, state] = SA.exec(line) ?? []
    if (state) sas.push({ state, local: '', remote: '', proposal: '', children: [] })
    const sa = sas.at(-1)
    if (!sa) continue
    const [, side, identity = ''] = /^ {2}(local|remote) +'(.*)' @/.exec(line) ?? []
    if (side === 'local') sa.local = identity
    if (side === 'remote') sa.remote = identity
    const [, suite] = /^ {2}(\S+\/PRF\S+)$/.exec(line) ?? []
    if (suite) sa.proposal = suite
    const [, proposal] = CHILD.exec(line) ?? []
    if (proposal) sa.children.push({ proposal, packetsIn: 0, packetsOut: 0 })
    const child = sa.children.at(-1)
    const [, way, packets] = /^ {4}(in|out) .* (\d+) packets/.exec(line) ?? []
    if (child && way === 'in') child.packetsIn = Number(packets)
    if (child && way === 'out') child.packetsOut = Number(packets)
  }
  return sas
}

/** Messages about missing plugins and folders; anything else on stderr is an error in the files. */
const NOISE = /^(plugin '.*|opening directory '.*|no files found matching .*)?$/

export const startCharon = async (end: End): Promise<Charon> => {
  end.write('/etc/strongswan.conf', STRONGSWAN_CONF)
  const log = end.start(['charon-systemd'])
  await until('the vici socket of charon', () => end.run(['test', '-S', '/run/charon.vici']).then(() => true))
  return {
    log,
    sas: async () => readSas(await end.run(['swanctl', '--list-sas'])),
    load: async () => {
      const told = await end.run([
        'sh',
        '-c',
        'swanctl --load-all --noprompt 2>&1 >/run/loaded; cat /run/loaded >&2',
      ])
      const complaints = told.split('\n').filter((line) => !NOISE.test(line.trim()))
      if (complaints.length > 0) throw new Error(`swanctl complains:\n${complaints.join('\n')}`)
    },
  }
}
