import { describe, expect, it } from 'vitest'
import type { Tunnel } from '../../contract/tunnel.ts'
import { lastKnown, nextSteps, stateOf } from './state.ts'

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

  it('says what to do next in every state but up and one it does not know', () => {
    const stepsOf = (given: Tunnel) => nextSteps(given, stateOf(given, NOW), NOW).length
    expect(stepsOf(tunnel(session('BGP_UP')))).toBe(0)
    expect(stepsOf(tunnel(session('BGP_RESTING')))).toBe(0)
    for (const given of [
      tunnel({ bgp: null }),
      tunnel({ psk_metadata: {} }),
      tunnel(young),
      tunnel(),
      tunnel(session('BGP_DOWN')),
      tunnel(session('BGP_DOWN', true)),
      tunnel(session('BGP_ESTABLISHING')),
    ]) {
      expect(stepsOf(given)).toBeGreaterThan(0)
    }
  })

  it('starts a new tunnel without BGP with its key and router, and an old one with its routes', () => {
    const first = (given: Tunnel) => nextSteps(given, stateOf(given, NOW), NOW)[0]?.title
    expect(first(tunnel({ ...young, bgp: null }))).toMatch(/key.*router/)
    expect(first(tunnel({ bgp: null }))).toBe('Add static routes')
  })

  it('is the last known one while reads fail, with the time and age of the answer', () => {
    const shown = lastKnown(stateOf(tunnel(session('BGP_UP')), NOW), NOW - 3 * 60_000, NOW)
    expect(shown.title).toMatch(/^Last known: Up, \d\d:\d\d:\d\d$/)
    expect(shown.sentence).toContain('3 min ago')
  })
})
