import { describe, expect, it } from 'vitest'
import type { Tunnel } from '../../contract/tunnel.ts'
import { lastKnown, stateOf } from './state-words.ts'

const NOW = Date.parse('2026-01-01T12:00:00Z')

const tunnel = (more: Partial<Tunnel> = {}): Tunnel => ({
  id: 'a'.repeat(32),
  name: 'lis',
  cloudflare_endpoint: '162.159.64.1',
  interface_address: '10.10.0.0/31',
  created_on: '2025-01-01T00:00:00Z',
  bgp: { customer_asn: 64513 },
  ...more,
})
const session = (state: string, tcp_established = false): Partial<Tunnel> => ({
  bgp_status: { state, tcp_established, updated_at: '2026-01-01T11:59:00Z' },
})
const young: Partial<Tunnel> = { created_on: '2026-01-01T11:50:00Z' }

describe("a tunnel's state", () => {
  it.each<[string, Tunnel, string]>([
    ['no BGP', tunnel({ bgp: null }), 'no_bgp'],
    ['never had a key', tunnel({ psk_metadata: {}, ...session('BGP_UP') }), 'no_key'],
    ['key not reported', tunnel(session('BGP_UP')), 'up'],
    ['down and new', tunnel({ ...young, ...session('BGP_DOWN') }), 'waiting'],
    ['not reported and new', tunnel(young), 'waiting'],
    [
      'down, with a key set minutes ago',
      tunnel({ psk_metadata: { last_generated_on: '2026-01-01T11:58:00Z' }, ...session('BGP_DOWN') }),
      'waiting',
    ],
    ['down and old', tunnel(session('BGP_DOWN')), 'down'],
    ['TCP without BGP', tunnel({ ...young, ...session('BGP_DOWN', true) }), 'rejected'],
    ['coming up', tunnel(session('BGP_ESTABLISHING')), 'establishing'],
    ['not reported and old', tunnel(), 'unknown'],
    ['a word this page does not know', tunnel(session('BGP_RESTING')), 'unknown'],
  ])('%s', (_, given, kind) => expect(stateOf(given, NOW).kind).toBe(kind))

  it('is the last known one while reads fail, with the time and age of the answer', () => {
    const shown = lastKnown(stateOf(tunnel(session('BGP_UP')), NOW), NOW - 3 * 60_000, NOW)
    expect(shown.title).toMatch(/^Last known: Up, \d\d:\d\d:\d\d$/)
    expect(shown.sentence).toContain('3 min ago')
  })
})
