/**
 * Simulates Cloudflare's end as documented: it never initiates a connection, accepts only the algorithms in the
 * reference, and runs BGP as AS 13335 (docs/api.md, IKE and IPsec; BGP).
 */
import { endsOfText, parseCidr4 } from '../../src/contract/address.ts'
import { BGP } from '../../src/contract/bgp.ts'
import { type End, startEnd, until } from './end.ts'
import { LAN } from './site.ts'
import { type Speaker, startBird, startFrr } from './speakers.ts'
import { type Charon, DEVICE, startCharon } from './strongswan.ts'

/** The configuration of Cloudflare's end, which the router must match. */
export interface Terms {
  cloudflare_endpoint: string
  interface_address: string
  /** The accepted identities of the router, each with strongSwan's prefix for its type, such as `fqdn:`. */
  identities: string[]
  psk: string
  bgp: { asn: number; md5: string | null } | null
}

/** A network behind Cloudflare, which it announces, and a host in it that answers pings. */
export const FAR = { prefix: '10.99.0.0/16', host: '10.99.0.1', length: 16 }

const groups = ['ecp384', 'modp2048', 'modp1536']
const combine = (ciphers: readonly string[]) =>
  ciphers.flatMap((cipher) => groups.map((group) => `${cipher}-${group}`)).join(',')

const prf = ['prfsha256', 'prfsha384', 'prfsha512']
const IKE_PROPOSALS = combine([
  ...['aes256gcm16', 'aes128gcm16'].flatMap((cipher) => prf.map((each) => `${cipher}-${each}`)),
  'aes256-sha256',
])
const ESP_PROPOSALS = combine([
  ...['aes256gcm16', 'aes128gcm16'],
  ...['aes256', 'aes128'].flatMap((cipher) => ['sha256', 'sha1'].map((hash) => `${cipher}-${hash}`)),
])

const connection = (anycast: string, identity: string, index: number) => `  edge-${index} {
    version = 2
    local_addrs = ${anycast}
    remote_addrs = %any
    proposals = ${IKE_PROPOSALS}
    mobike = no
    local {
      auth = psk
      id = ${anycast}
    }
    remote {
      auth = psk
      id = "${identity}"
    }
    children {
      edge {
        local_ts = 0.0.0.0/0
        remote_ts = 0.0.0.0/0
        esp_proposals = ${ESP_PROPOSALS}
        rekey_time = 0
        replay_window = 0
      }
    }
  }
`

const swanctl = ({ cloudflare_endpoint: anycast, identities, psk }: Terms) => `connections {
${identities.map((identity, index) => connection(anycast, identity, index)).join('')}}
secrets {
  ike-edge {
${identities.map((identity, index) => `    id-${index} = "${identity}"\n`).join('')}    id-edge = ${anycast}
    secret = 0s${Buffer.from(psk).toString('base64')}
  }
}
`

interface Peers {
  cloudflare: string
  customer: string
}

const frr = ({ cloudflare, customer }: Peers, { asn, md5 }: NonNullable<Terms['bgp']>) => `
router bgp ${BGP.cloudflareAsn}
 bgp router-id ${cloudflare}
 no bgp ebgp-requires-policy
 neighbor ${customer} remote-as ${asn}
 neighbor ${customer} passive
 neighbor ${customer} timers 30 90
${md5 === null ? '' : ` neighbor ${customer} password ${md5}\n`} address-family ipv4 unicast
  network ${FAR.prefix}
 exit-address-family
`

const bird = ({ cloudflare, customer }: Peers, { asn, md5 }: NonNullable<Terms['bgp']>) => `
router id ${cloudflare};
protocol device { }
protocol kernel { ipv4 { export where source = RTS_BGP; }; }
protocol static { ipv4; route ${FAR.prefix} blackhole; }
protocol bgp customer {
  local ${cloudflare} as ${BGP.cloudflareAsn};
  neighbor ${customer} as ${asn};
  passive on;
  hold time 90;
${md5 === null ? '' : `  password "${md5}";\n`}  ipv4 { import all; export where source = RTS_STATIC; };
}
`

/** FRR does not accept a space in a key (docs/routers.md, Escaping); BIRD accepts all characters. */
export type SpeakerName = 'frr' | 'bird'

export interface Cloudflare {
  end: End
  charon: Charon
  speaker: Speaker | null
}

export const startCloudflare = async (tunnel: Terms, speaks: SpeakerName): Promise<Cloudflare> => {
  const ends = endsOfText(tunnel.interface_address)
  const length = parseCidr4(tunnel.interface_address)?.prefix
  if (!ends) throw new Error(`${tunnel.interface_address} is no /31 or /30`)
  const end = await startEnd('Cloudflare')
  try {
    await end.run(['ip', 'address', 'add', `${tunnel.cloudflare_endpoint}/32`, 'dev', 'lo'])
    await end.run(['ip', 'address', 'add', `${FAR.host}/${FAR.length}`, 'dev', 'lo'])
    end.write('/etc/swanctl/conf.d/edge.conf', swanctl(tunnel), 0o600)
    const charon = await startCharon(end)
    await charon.load()
    await until(`the device ${DEVICE}`, () => end.run(['ip', 'link', 'show', DEVICE]).then(() => true))
    await end.run(['ip', 'address', 'add', `${ends.cloudflare}/${length}`, 'dev', DEVICE])
    // Without BGP, Cloudflare reaches the site by a static route.
    if (!tunnel.bgp) await end.run(['ip', 'route', 'add', LAN.prefix, 'dev', DEVICE])
    return { end, charon, speaker: tunnel.bgp && (await speak(end, ends, tunnel.bgp, speaks)) }
  } catch (error) {
    await end.close()
    throw error
  }
}

const speak = (end: End, peers: Peers, bgp: NonNullable<Terms['bgp']>, speaks: SpeakerName) => {
  if (speaks === 'bird') {
    end.write('/etc/bird/bird.conf', bird(peers, bgp))
    return startBird(end)
  }
  end.write('/etc/frr/frr.conf', frr(peers, bgp))
  return startFrr(end)
}
