/** `clone.ts`: what a clone begins with. */
import { describe, expect, it } from 'vitest'
import { judgeCustomIdentity } from '../../contract/rules/identity.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { cloneValues, freeName } from './clone.ts'

const TUNNEL: Tunnel = {
  id: 'a'.repeat(32),
  name: 'lis-2',
  cloudflare_endpoint: '162.159.64.41',
  interface_address: '10.77.0.8/31',
  interface_address6: 'fd00::/127',
  bgp: { customer_asn: 64700, md5_key: 'md5-canary' },
}

describe('a clone', () => {
  it('gets the next free name', () => {
    expect(freeName('lis', [])).toBe('lis-2')
    expect(freeName('lis-2', ['lis-2', 'lis-3'])).toBe('lis-4')
    expect(freeName('-7', ['-7'])).toBe('-8')
    expect(freeName('edge-08', ['edge-08', 'edge-09'])).toBe('edge-10')
    expect(freeName('edge-01', ['edge-01'])).toBe('edge-02')
  })

  it('copies all values except the name, the interface addresses and the keys', () => {
    const values = cloneValues(TUNNEL, [TUNNEL])
    expect(values).toMatchObject({
      name: 'lis-3',
      cloudflare_endpoint: TUNNEL.cloudflare_endpoint,
      interface_address6: '',
      customer_asn: '64700',
      md5_key: '',
      md5_key_lost: false,
      psk_choice: 'generate',
    })
    expect(values.fqdn_id).toBe('')
    expect(values.interface_address).toMatch(/\/31$/)
    expect(values.interface_address).not.toBe(TUNNEL.interface_address)
  })
})

describe('the custom IKE identity of a clone', () => {
  const ENDING = '20481653.custom.ipsec.cloudflare.com'
  const withId = (fqdn_id: string): Tunnel => ({ ...TUNNEL, custom_remote_identities: { fqdn_id } })

  it('has the next free label, because the same one is refused on the same Cloudflare endpoint', () => {
    const [first, second] = [withId(`lis.${ENDING}`), withId(`LIS-2.${ENDING}`)]
    const { fqdn_id, cloudflare_endpoint } = cloneValues(first, [first, second])
    expect(fqdn_id).toBe(`lis-3.${ENDING}`)
    expect(judgeCustomIdentity(fqdn_id, cloudflare_endpoint, [first, second])).toEqual([])
  })
})
