/** For the lab's tests: counts packets, routes and segment sizes at both ends. */
import type { Tunnel } from '../../src/contract/tunnel.ts'
import { FAR } from './cloudflare.ts'
import { type End, until } from './end.ts'
import type { Lab } from './lab.ts'
import { LAN } from './site.ts'
import { DEVICE } from './strongswan.ts'

export const PSK = 'Every printable one: !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ and é'

const ID = 'f5407d8db1a542b196c59f6d04ba8bd1'
const NAME = `${ID}.33145236.ipsec.cloudflare.com`

/** Two keys that together contain every character of an MD5 key that the API accepts, except the space. */
const legal = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).filter(
  (character) => !'"?'.includes(character),
)
export const KEYS = [legal.slice(0, 46).join(''), legal.slice(46).join('')] as const

/** A tunnel as reads of the API return it. */
export const tunnelWith = (more: Partial<Tunnel> = {}): Tunnel => ({
  id: ID,
  name: 'lis-branch-a',
  cloudflare_endpoint: '203.0.113.18',
  customer_endpoint: '198.51.100.10',
  interface_address: '169.254.250.0/31',
  remote_identities: { hex_id: `33145236_${ID}`, fqdn_id: NAME, user_id: `ipsec@${NAME}` },
  bgp: { customer_asn: 65_010, md5_key: KEYS[0] },
  ...more,
})

/** The device of an end's route to a prefix, or undefined. */
export const deviceTo = async (end: End, prefix: string): Promise<string | undefined> => {
  const routes = JSON.parse(await end.run(['ip', '-j', 'route', 'show', prefix])) as { dev?: string }[]
  return routes[0]?.dev
}

/** Counts ESP packets of all child SAs at Cloudflare's end: a ping alone could bypass the tunnel. */
const espPackets = async ({ cloudflare }: Lab): Promise<{ in: number; out: number }> => {
  const children = (await cloudflare.charon.sas()).flatMap((sa) => sa.children)
  const sum = (way: 'packetsIn' | 'packetsOut') => children.reduce((all, child) => all + child[way], 0)
  return { in: sum('packetsIn'), out: sum('packetsOut') }
}

const PINGS = 3

/** Pings a host behind Cloudflare from a host behind the router. @returns how many pings used ESP in each direction */
export const pingThrough = async (lab: Lab) => {
  const before = await espPackets(lab)
  await lab.site.host.run(['ping', '-q', '-c', String(PINGS), '-i', '0.2', '-W', '1', FAR.host])
  const after = await espPackets(lab)
  return {
    sent: PINGS,
    in: Math.min(PINGS, after.in - before.in),
    out: Math.min(PINGS, after.out - before.out),
  }
}

const COUNT_SIZES = `table inet seen {
  chain sizes {
    type filter hook prerouting priority -300;
    tcp dport 5001 tcp flags syn tcp option maxseg size 1360 counter
    tcp dport 5001 tcp flags syn tcp option maxseg size != 1360 counter
  }
}
`

/** Opens a connection from the host behind the router. @returns the SYNs with an MSS of 1360, and with another MSS */
export const sizesSeen = async ({ cloudflare: { end }, site: { host } }: Lab) => {
  end.write('/etc/nftables.d/seen.nft', COUNT_SIZES)
  await end.run(['nft', '-f', '/etc/nftables.d/seen.nft'])
  // Nothing listens on this port; only the SYN matters.
  await host.run(['bash', '-c', `(exec 3<>/dev/tcp/${FAR.host}/5001) 2>/dev/null || true`])
  const [clamped = 0, other = 0] = [
    ...(await end.run(['nft', 'list', 'table', 'inet', 'seen'])).matchAll(/packets (\d+)/g),
  ].map(([, packets]) => Number(packets))
  return { clamped, other }
}

/** Counts the segments that an end dropped because of a wrong or missing MD5 signature. */
export const md5Drops = async (end: End): Promise<number> => {
  const [names = [], values = []] = (await end.run(['cat', '/proc/net/netstat']))
    .split('\n')
    .filter((line) => line.startsWith('TcpExt:'))
    .map((line) => line.split(' '))
  return names.reduce((sum, name, at) => (name.startsWith('TCPMD5') ? sum + Number(values[at]) : sum), 0)
}

/** Rekeys the child SA as the router does every few hours. Resolves even if Cloudflare's end refuses. */
export const rekey = async ({ site, identifier }: Lab): Promise<void> => {
  await site.router.run(['swanctl', '--rekey', '--child', identifier])
}

export const routesBothWays = (lab: Lab) =>
  until('a prefix each way', async () => {
    const far = await deviceTo(lab.site.router, FAR.prefix)
    const near = await deviceTo(lab.cloudflare.end, LAN.prefix)
    return far !== undefined && near !== undefined && { far, near }
  })

/** Runs all checks of a tunnel. @returns the results, to compare with `expected` */
export const live = async (lab: Lab) => {
  await lab.tunnelUp()
  const [sa, ...others] = await lab.cloudflare.charon.sas()
  await lab.route()
  await lab.sessionUp()
  const { cloudflare, router } = await lab.session()
  const routes = await routesBothWays(lab)
  const pings = await pingThrough(lab)
  const sizes = await sizesSeen(lab)
  // The first child SA gets its keys from IKE, so only rekeying shows which group the files request.
  await rekey(lab)
  await until('a child with group 20', async () => {
    const children = (await lab.cloudflare.charon.sas()).flatMap((each) => each.children)
    return children.some(({ proposal }) => proposal === 'AES_GCM_16-256/ECP_384')
  })
  return {
    sa: { state: sa?.state, local: sa?.local, remote: sa?.remote, proposal: sa?.proposal },
    others,
    sessions: [cloudflare.state, router.state],
    routes,
    pings,
    sizes,
    pingsAfterRekey: await pingThrough(lab),
  }
}

/** The results of `live` without errors. @param identity the identity that Cloudflare must see */
export const expected = (
  tunnel: Tunnel,
  identity: string,
  device: string,
): Awaited<ReturnType<typeof live>> => {
  const state = tunnel.bgp ? 'Established' : ''
  const pings = { sent: PINGS, in: PINGS, out: PINGS }
  return {
    sa: {
      state: 'ESTABLISHED',
      local: tunnel.cloudflare_endpoint,
      remote: identity,
      proposal: 'AES_GCM_16-256/PRF_HMAC_SHA2_256/ECP_384',
    },
    others: [],
    sessions: [state, state],
    routes: { far: device, near: DEVICE },
    pings,
    sizes: { clamped: 1, other: 0 },
    pingsAfterRekey: pings,
  }
}
