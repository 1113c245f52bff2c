/** `raw-tunnel.tsx`: the object of the API as the page shows it. */
import { expect, it } from 'vitest'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { rawText } from './raw-tunnel.tsx'

it('shows a field that is new in the API, and no key', () => {
  const tunnel: Tunnel & Record<string, unknown> = {
    id: 'a'.repeat(32),
    name: 'lis',
    cloudflare_endpoint: '162.159.64.1',
    interface_address: '10.10.0.0/31',
    psk: 'first-secret',
    bgp: { customer_asn: 64513, md5_key: 'second-secret' },
    invented: { deeply: 7 },
  }
  const text = rawText(tunnel)
  expect(JSON.parse(text)).toMatchObject({ invented: { deeply: 7 }, bgp: { md5_key: '(set, hidden)' } })
  expect(text).not.toMatch(/secret/)
})

it('shows an unrecognised value where it came, and no key of another type', () => {
  const tunnel: Tunnel = {
    id: 'a'.repeat(32),
    name: 'lis',
    cloudflare_endpoint: '162.159.64.1',
    interface_address: '',
    bgp: { customer_asn: 64513, md5_key: null },
    odd_values: { interface_address: 7, 'bgp.md5_key': ['secret'] },
  }
  const text = rawText(tunnel)
  expect(JSON.parse(text)).toMatchObject({ interface_address: 7, bgp: { md5_key: '(set, hidden)' } })
  expect(text).not.toMatch(/secret|odd_values/)
})
