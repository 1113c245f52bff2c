/** For tests: a tunnel with the minimum that a state depends on. */
import type { Tunnel } from '../../contract/tunnel.ts'

export const NOW = Date.parse('2026-01-01T12:00:00Z')

/** A tunnel with BGP, created long before `NOW`. */
export const tunnel = (more: Partial<Tunnel> = {}): Tunnel => ({
  id: 'a'.repeat(32),
  name: 'lis',
  cloudflare_endpoint: '162.159.64.1',
  interface_address: '10.10.0.0/31',
  created_on: '2025-01-01T00:00:00Z',
  bgp: { customer_asn: 64513 },
  ...more,
})
