/** For tests: a tunnel with the least that a state can rest on. */
import type { Tunnel } from '../../contract/tunnel.ts'

export const NOW = Date.parse('2026-01-01T12:00:00Z')

/** Made long before `NOW`, with BGP. */
export const tunnel = (more: Partial<Tunnel> = {}): Tunnel => ({
  id: 'a'.repeat(32),
  name: 'lis',
  cloudflare_endpoint: '162.159.64.1',
  interface_address: '10.10.0.0/31',
  created_on: '2025-01-01T00:00:00Z',
  bgp: { customer_asn: 64513 },
  ...more,
})
