/** Example tunnels and answers for the tests of this room. */
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

const PSK = 'mQ0r-3Zt_Yb8kLw2PfXs6VaJ9cHdNe47'

/** The same site without BGP. */
export const withoutBgp = (tunnel: Tunnel): Tunnel => ({ ...tunnel, bgp: null })

export const keyed = (tunnel: Tunnel, psk: string | null = PSK): Keyed => ({ tunnel, psk })

/** Answers to the questions of all devices. Each device reads those that it asks for. */
export const ANSWERS: Record<string, string> = {
  wan_gateway: '203.0.113.1',
  lan_prefixes: '10.20.0.0/16, 10.21.4.0/24',
  remote_prefixes: '10.0.0.0/8\n172.16.0.0/12',
  lan_address: '10.20.0.1',
}

/** Interface addresses for the devices that refuse those of the example. */
const ADDRESSES: Record<string, [string, string]> = {
  aws: ['169.254.244.2/30', '169.254.244.6/30'],
  gcp: ['169.254.244.2/30', '169.254.244.6/30'],
  azure: ['10.252.3.55/31', '10.252.3.57/31'],
}
/** Devices whose two tunnels use one Cloudflare endpoint. */
const ONE_ENDPOINT = new Set(['azure', 'oracle'])
const NO_MD5 = new Set(['aws', 'azure', 'oracle'])
/** Letters and digits only, because Oracle and AWS accept few other characters in a key. */
const PLAIN_PSK = 'mQ0r3ZtYb8kLw2PfXs6VaJ9cHdNe47Tg'

/** Both tunnels of a site, with values that the device accepts. */
export const siteFor = (deviceId: string): [Keyed, Keyed] => {
  const [first, second] = ADDRESSES[deviceId] ?? [TUNNEL.interface_address, SECOND.interface_address]
  const bgp = NO_MD5.has(deviceId) ? { customer_asn: 65010 } : TUNNEL.bgp
  return [
    keyed({ ...TUNNEL, bgp, interface_address: first }, PLAIN_PSK),
    keyed(
      {
        ...SECOND,
        bgp,
        interface_address: second,
        ...(ONE_ENDPOINT.has(deviceId) && { cloudflare_endpoint: TUNNEL.cloudflare_endpoint }),
      },
      PLAIN_PSK,
    ),
  ]
}
