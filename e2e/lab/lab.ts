/** Runs both ends of a tunnel with real daemons, from the tunnel in the API to an established session. */
import { endsOfText } from '../../src/contract/address.ts'
import type { Tunnel } from '../../src/contract/tunnel.ts'
import { strongswanBird } from '../../src/handoff/devices/strongswan-bird.ts'
import { strongswanFrr } from '../../src/handoff/devices/strongswan-frr.ts'
import { handoff } from '../../src/handoff/handoff.ts'
import { type Cloudflare, FAR, type SpeakerName, startCloudflare, type Terms } from './cloudflare.ts'
import { until } from './end.ts'
import { type File, LAN, type Site, startSite } from './site.ts'
import type { Session } from './speakers.ts'

/** The router's outer address when the tunnel has no customer endpoint. */
const ADDRESS = '198.51.100.10'

const DEVICES = { frr: strongswanFrr, bird: strongswanBird }

export interface Generated {
  files: File[]
  /** The name of the tunnel on the router. */
  identifier: string
}

/** Generates the files of this tunnel with their paths on the router. Throws when there are errors. */
export const generate = (
  tunnel: Tunnel,
  psk: string,
  speaks: SpeakerName,
  answers: Record<string, string> = {},
): Generated => {
  const { files, findings } = handoff(DEVICES[speaks], {
    tunnels: [{ tunnel, psk }],
    answers: {
      lan_prefixes: LAN.prefix,
      remote_prefixes: FAR.prefix,
      local_address: tunnel.customer_endpoint || ADDRESS,
      ...answers,
    },
  })
  if (files.length === 0) {
    const against = findings.filter(({ severity }) => severity === 'error')
    throw new Error(against.map(({ message }) => message).join('. '))
  }
  const placed = files.map(({ place, text }) => ({ path: place.split(/[ ,]/)[0] ?? '', text }))
  const script = placed.find(({ path }) => path.startsWith('/usr/local/sbin/'))
  return { files: placed, identifier: script?.path.split('/').at(-1) ?? '' }
}

/** The identities that Cloudflare accepts for the tunnel's router, with strongSwan's prefixes for their types. */
const identitiesOf = ({ remote_identities: made, custom_remote_identities: custom }: Tunnel): string[] =>
  [
    ['fqdn', custom?.fqdn_id],
    ['fqdn', made?.fqdn_id],
    ['email', made?.user_id],
    ['keyid', made?.hex_id],
  ].flatMap(([kind, value]) => (value ? [`${kind}:${value}`] : []))

export const termsOf = (tunnel: Tunnel, psk: string): Terms => ({
  cloudflare_endpoint: tunnel.cloudflare_endpoint,
  interface_address: tunnel.interface_address,
  identities: identitiesOf(tunnel),
  psk,
  bgp: tunnel.bgp ? { asn: tunnel.bgp.customer_asn ?? 0, md5: tunnel.bgp.md5_key || null } : null,
})

export interface Lab {
  cloudflare: Cloudflare
  site: Site
  identifier: string
  /** Waits for the first child SA. Rejects with both logs. */
  tunnelUp(): Promise<void>
  /** Starts routing; the tunnel must be up. */
  route(): Promise<void>
  /** Waits until the BGP session is established; returns at once without BGP. */
  sessionUp(): Promise<void>
  /** The session as reported by each end. */
  session(): Promise<{ cloudflare: Session; router: Session }>
  close(): Promise<void>
}

export interface LabOptions {
  terms: Terms
  generated: Generated
  /** The router's outer address. */
  address?: string
  /** The BGP daemon at Cloudflare's end; by default FRR, and BIRD for a key with a space. */
  edge?: SpeakerName
}

const NONE: Session = { state: '', error: '' }
const UP_MS = 5_000

export const startLab = async ({ terms, generated, address, edge }: LabOptions): Promise<Lab> => {
  const ends = endsOfText(terms.interface_address)
  if (!ends) throw new Error(`${terms.interface_address} is no /31 or /30`)
  const cloudflare = await startCloudflare(terms, edge ?? (terms.bgp?.md5?.includes(' ') ? 'bird' : 'frr'))
  let site: Site | undefined
  const close = async () => {
    await Promise.all([site?.close(), cloudflare.end.close()])
  }
  try {
    const started = await startSite(cloudflare.end, { ...generated, address: address || ADDRESS })
    site = started
    await started.call()
    let router: Awaited<ReturnType<Site['route']>> | null = null
    const session = async () => ({
      cloudflare: (await cloudflare.speaker?.session(ends.customer)) ?? NONE,
      router: (terms.bgp && (await router?.session(ends.cloudflare))) || NONE,
    })
    const logs = () => `Cloudflare:\n${cloudflare.charon.log()}\nRouter:\n${started.charon.log()}`
    return {
      cloudflare,
      site: started,
      identifier: generated.identifier,
      tunnelUp: async () => {
        const isUp = async () => (await started.charon.sas()).some(({ children }) => children.length > 0)
        await until('the tunnel', isUp, UP_MS).catch((error) => {
          throw new Error(`${error.message}\n${logs()}`)
        })
      },
      route: async () => {
        router = await started.route()
      },
      sessionUp: async () => {
        if (!terms.bgp) return
        await until('the BGP session', async () => (await session()).cloudflare.state === 'Established')
      },
      session,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
