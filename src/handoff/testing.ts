/** Tunnels that the tests of this room make files from. */
import type { Tunnel } from '../contract/tunnel.ts'
import type { Keyed } from './facts.ts'

export const TUNNEL: Tunnel = {
  id: 'f5407d8db1a542b196c59f6d04ba8bd1',
  name: 'lis-hq-a',
  description: 'Lisbon, first line',
  cloudflare_endpoint: '162.159.64.1',
  customer_endpoint: '203.0.113.10',
  interface_address: '169.254.250.0/31',
  remote_identities: {
    fqdn_id: 'f5407d8db1a542b196c59f6d04ba8bd1.33145236.ipsec.cloudflare.com',
    user_id: 'ipsec@f5407d8db1a542b196c59f6d04ba8bd1.33145236.ipsec.cloudflare.com',
    hex_id: '33145236_f5407d8db1a542b196c59f6d04ba8bd1',
  },
  bgp: { customer_asn: 65010, md5_key: 'bgp-Key_1', extra_prefixes: ['0.0.0.0/0'] },
}

const second = '0b6fd6a86eb54e6db3f6b9a8e5b0c8aa'

export const SECOND: Tunnel = {
  ...TUNNEL,
  id: second,
  name: 'lis-hq-b',
  cloudflare_endpoint: '172.64.240.1',
  interface_address: '169.254.250.2/31',
  remote_identities: { fqdn_id: `${second}.33145236.ipsec.cloudflare.com` },
}

export const PSK = 'mQ0r-3Zt_Yb8kLw2PfXs6VaJ9cHdNe47'

/** The same site without BGP. */
export const withoutBgp = (tunnel: Tunnel): Tunnel => ({ ...tunnel, bgp: null })

export const keyed = (tunnel: Tunnel, psk: string | null = PSK): Keyed => ({ tunnel, psk })
