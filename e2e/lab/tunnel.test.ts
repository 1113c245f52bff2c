/** The downloaded files for Linux routers, loaded by real daemons, with a simulated Cloudflare end. */
import { expect, test } from 'vitest'
import type { Tunnel } from '../../src/contract/tunnel.ts'
import type { SpeakerName } from './cloudflare.ts'
import { generate, startLab, termsOf } from './lab.ts'
import { expected, KEYS, live, PSK, tunnelWith } from './testing.ts'

interface Case {
  tunnel: Partial<Tunnel>
  /** The routing daemon of the router, and that of Cloudflare's end. */
  router: SpeakerName
  edge: SpeakerName
  /** The identity that Cloudflare must see; by default the generated FQDN. */
  identity?: string
}

const plain = tunnelWith()
const FQDN = plain.remote_identities?.fqdn_id ?? ''
const EMAIL = plain.remote_identities?.user_id ?? ''
const KEY_ID = plain.remote_identities?.hex_id ?? ''
const CUSTOM = 'lisbon.33145236.custom.ipsec.cloudflare.com'

test.concurrent.each<[string, Case]>([
  ['a /31, FRR at both ends, half of all MD5 characters', { tunnel: {}, router: 'frr', edge: 'frr' }],
  [
    'a /30, FRR with BIRD, the other half, the custom identity',
    {
      tunnel: {
        interface_address: '10.77.0.10/30',
        bgp: { customer_asn: 4_200_000_010, md5_key: KEYS[1] },
        custom_remote_identities: { fqdn_id: CUSTOM },
      },
      router: 'frr',
      edge: 'bird',
      identity: CUSTOM,
    },
  ],
  [
    'a /31, BIRD at both ends, an MD5 key with spaces, the user identity',
    {
      tunnel: { interface_address: '10.77.0.9/31', bgp: { customer_asn: 65_010, md5_key: ` a  b'#;{}\\ ` } },
      router: 'bird',
      edge: 'bird',
      identity: EMAIL,
    },
  ],
  [
    'a /30, BIRD with FRR, no MD5 key, the key id',
    {
      tunnel: { interface_address: '10.77.0.9/30', bgp: { customer_asn: 65_010 } },
      router: 'bird',
      edge: 'frr',
      identity: KEY_ID,
    },
  ],
  ['static routes of FRR, without BGP', { tunnel: { bgp: null }, router: 'frr', edge: 'frr' }],
  ['static routes of BIRD, without BGP', { tunnel: { bgp: null }, router: 'bird', edge: 'frr' }],
])('%s: tunnel, session, prefixes, traffic, MSS clamp and a rekey with PFS', async (_, each) => {
  const { identity = FQDN } = each
  const tunnel = tunnelWith(each.tunnel)
  const generated = generate(tunnel, PSK, each.router, { [`identity.${tunnel.id}`]: identity })
  const lab = await startLab({ terms: termsOf(tunnel, PSK), generated, edge: each.edge })
  try {
    expect(await live(lab)).toEqual(expected(tunnel, identity, lab.identifier))
  } finally {
    await lab.close()
  }
})
