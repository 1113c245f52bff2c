/** Records that differ from the documentation on purpose; each is a fault in the table in faults.ts. */
import type { Json } from '../../contract/json.ts'
import type { Tunnel } from '../../contract/tunnel.ts'

export interface OddRecord {
  what: string
  /** @param tunnel as it would be served without the fault */
  change(tunnel: Tunnel): Json
}

const ZERO_TIME = '0001-01-01T00:00:00Z'
const FAR_AHEAD = '2099-01-01T00:00:00Z'

const without = (tunnel: Tunnel, field: string): Json =>
  Object.fromEntries(Object.entries(tunnel).filter(([name]) => name !== field))

export const ODD_RECORDS: Record<string, OddRecord> = {
  'sandbox-odd-asn': {
    what: "One tunnel's ASN is text",
    change: (tunnel) => ({
      ...tunnel,
      bgp: { ...tunnel.bgp, customer_asn: String(tunnel.bgp?.customer_asn ?? 64513) },
    }),
  },
  'sandbox-odd-zero-asn': {
    what: "One tunnel's ASN is 0",
    change: (tunnel) => ({ ...tunnel, bgp: { ...tunnel.bgp, customer_asn: 0 } }),
  },
  'sandbox-odd-report': {
    what: "One tunnel's session report is empty",
    change: (tunnel) => ({ ...tunnel, bgp_status: {} }),
  },
  'sandbox-odd-address': {
    what: "One tunnel's interface address is null",
    change: (tunnel) => ({ ...tunnel, interface_address: null }),
  },
  'sandbox-odd-flag': {
    what: 'One tunnel has a flag as text',
    change: (tunnel) => ({ ...tunnel, replay_protection: 'true' }),
  },
  'sandbox-odd-name': {
    what: 'One tunnel has no name',
    change: (tunnel) => without(tunnel, 'name'),
  },
  'sandbox-odd-prefixes': {
    what: 'One tunnel has a number among its prefixes',
    change: (tunnel) => ({ ...tunnel, bgp: { ...tunnel.bgp, extra_prefixes: ['10.0.0.0/8', 7] } }),
  },
  'sandbox-odd-health': {
    what: "One tunnel's health check is text",
    change: (tunnel) => ({ ...tunnel, health_check: 'low' }),
  },
  'sandbox-odd-times': {
    what: "One tunnel's times are Go's zero time",
    change: (tunnel) => ({
      ...tunnel,
      created_on: ZERO_TIME,
      modified_on: ZERO_TIME,
      psk_metadata: { last_generated_on: ZERO_TIME },
    }),
  },
  'sandbox-odd-formats': {
    what: "One tunnel's times are in other formats, and its session has no state",
    change: (tunnel) => ({
      ...tunnel,
      created_on: '01/02/2026 10:00',
      modified_on: 1_767_265_200,
      psk_metadata: { last_generated_on: '2026-01-02T03:04:05' },
      bgp_status: { ...tunnel.bgp_status, state: '' },
    }),
  },
  'sandbox-odd-future': {
    what: "One tunnel's times are in the future",
    change: (tunnel) => ({
      ...tunnel,
      created_on: FAR_AHEAD,
      modified_on: FAR_AHEAD,
      psk_metadata: { last_generated_on: FAR_AHEAD },
      bgp_status: { ...tunnel.bgp_status, updated_at: FAR_AHEAD },
    }),
  },
  'sandbox-odd-nesting': {
    what: 'One tunnel has lists for objects, objects for texts, and a number that is too large',
    change: (tunnel) => ({
      ...tunnel,
      description: { text: [null] },
      health_check: [tunnel.health_check],
      custom_remote_identities: [[]],
      bgp: { ...tunnel.bgp, customer_asn: 1e300, extra_prefixes: { 0: '10.0.0.0/8' } },
      bgp_status: { ...tunnel.bgp_status, cf_speaker_port: '179', customer_speaker_port: 1e99 },
    }),
  },
  'sandbox-odd-sparse': {
    what: 'One tunnel has the required fields only',
    change: ({ id, name, cloudflare_endpoint, interface_address }) => ({
      id,
      name,
      cloudflare_endpoint,
      interface_address,
    }),
  },
  'sandbox-odd-field': {
    what: 'One tunnel has unknown fields',
    change: (tunnel) => ({
      ...tunnel,
      quantum_safe: { mode: 'hybrid' },
      bgp: { ...tunnel.bgp, hold_time_s: 90 },
    }),
  },
  'sandbox-odd-everything': {
    what: 'One tunnel has every field in another form',
    change: ({ id, ...rest }) => ({
      id,
      ...Object.fromEntries(
        Object.entries(rest).map(([field, value]) => [field, typeof value === 'string' ? 7 : 'odd']),
      ),
    }),
  },
}
