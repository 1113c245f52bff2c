/** `state.ts`: the state of a tunnel by its session and its probes (docs/status.md). */
import { describe, expect, it } from 'vitest'
import type { Tunnel } from '../../contract/tunnel.ts'
import { NOW, tunnel } from '../tunnels/testing.ts'
import type { Reading } from './health-reading.ts'
import { type Probes, titleOf } from './state.ts'
import { lastKnown, stateOf } from './state-words.ts'

const session = (state: string, tcp_established = false): Partial<Tunnel> => ({
  bgp_status: { state, tcp_established, updated_at: '2026-01-01T11:59:00Z' },
})
const young: Partial<Tunnel> = { created_on: '2026-01-01T11:50:00Z' }

describe("a tunnel's state", () => {
  it.each<[string, Tunnel, string]>([
    ['no BGP, health unknown', tunnel({ bgp: null }), 'no_bgp'],
    ['never had a key', tunnel({ psk_metadata: {}, ...session('BGP_DOWN') }), 'no_key'],
    ['up, and said to have no key', tunnel({ psk_metadata: {}, ...session('BGP_UP') }), 'up'],
    ['key not reported', tunnel(session('BGP_UP')), 'up'],
    ['down and new', tunnel({ ...young, ...session('BGP_DOWN') }), 'waiting'],
    ['not reported and new', tunnel(young), 'waiting'],
    [
      'down and created in the future',
      tunnel({ created_on: '2099-01-01T00:00:00Z', ...session('BGP_DOWN') }),
      'down',
    ],
    [
      'down, with a key set minutes ago',
      tunnel({ psk_metadata: { last_generated_on: '2026-01-01T11:58:00Z' }, ...session('BGP_DOWN') }),
      'waiting',
    ],
    ['down and old', tunnel(session('BGP_DOWN')), 'down'],
    ['TCP without BGP', tunnel({ ...young, ...session('BGP_DOWN', true) }), 'rejected'],
    ['coming up', tunnel(session('BGP_ESTABLISHING')), 'establishing'],
    ['not reported and old', tunnel(), 'unknown'],
    [
      'a report that was not recognised, and new',
      tunnel({ ...young, odd_values: { bgp_status: {} } }),
      'unknown',
    ],
    ['an undocumented state', tunnel(session('BGP_RESTING')), 'unknown'],
  ])('%s', (_, given, kind) => expect(stateOf(given, NOW).kind).toBe(kind))

  const probes = (rate: number, more: Partial<Reading> = {}): Reading => ({
    band: rate > 0.8 ? 'healthy' : rate < 0.4 ? 'down' : 'degraded',
    routing: null,
    rate,
    spanMs: 10 * 60_000,
    until: NOW - 5 * 60_000,
    strip: [],
    mayRoutingDiffer: false,
    since: null,
    isSampled: false,
    dataCentres: { total: 31, bad: 0, routing: { healthy: ['ams01'], degraded: [], down: [] } },
    ...more,
  })
  const off: Partial<Tunnel> = { health_check: { enabled: false } }

  // Without BGP the probes decide; with BGP they can only make "up" worse.
  it.each<[string, Partial<Tunnel>, Probes, string, string]>([
    ['healthy', { bgp: null }, probes(0.987), 'healthy', 'Healthy'],
    ['degraded', { bgp: null }, probes(0.6), 'degraded', 'Degraded'],
    ['down', { bgp: null }, probes(0.1), 'down', 'Down'],
    ['down and new', { bgp: null, ...young }, probes(0), 'waiting', 'Waiting for your router'],
    ['healthy and new', { bgp: null, ...young }, probes(1), 'healthy', 'Healthy'],
    ['no data', { bgp: null }, null, 'no_data', 'No health data'],
    ['no data and new', { bgp: null, ...young }, null, 'waiting', 'Waiting for your router'],
    ['checks off, shown as 100 % down', { bgp: null, ...off }, probes(0), 'no_data', 'Health checks off'],
    ['checks off, health unknown', { bgp: null, ...off }, undefined, 'no_data', 'Health checks off'],
    ['no key', { bgp: null, psk_metadata: {} }, probes(0), 'no_key', 'No key'],
    ['said to have no key', { bgp: null, psk_metadata: {} }, probes(1), 'healthy', 'Healthy'],
    ['BGP up, probes pass', session('BGP_UP'), probes(1), 'up', 'Up'],
    ['BGP up, some probes fail', session('BGP_UP'), probes(0.6), 'degraded', 'Up, probes fail'],
    ['BGP up, all probes fail', session('BGP_UP'), probes(0), 'degraded', 'Up, probes fail'],
    ['BGP up, checks off', { ...session('BGP_UP'), ...off }, probes(0), 'up', 'Up'],
    ['BGP up, no data', session('BGP_UP'), null, 'up', 'Up'],
    ['BGP down, probes pass', session('BGP_DOWN'), probes(1), 'down', 'Down'],
    ['BGP rejected, probes pass', session('BGP_DOWN', true), probes(1), 'rejected', 'BGP rejected'],
  ])('with probes: %s', (_, more, given, kind, title) => {
    const state = stateOf(tunnel(more), NOW, given)
    expect([state.kind, state.title]).toEqual([kind, title])
    expect(state.sentence).toMatch(/\.$/)
  })

  it('names the probes without BGP, and with BGP if the two disagree', () => {
    const basis = '98.7 % of probes answered in 10 minutes, 31 data centres; about 5 minutes behind.'
    expect(stateOf(tunnel({ bgp: null }), NOW, probes(0.987)).sentence).toBe(basis)
    expect(stateOf(tunnel(session('BGP_UP')), NOW, probes(0.2)).sentence).toMatch(
      /^The BGP session is established, but only 20\.0 % of probes/,
    )
    expect(stateOf(tunnel(session('BGP_DOWN')), NOW, probes(0.987)).sentence).toContain(`though ${basis}`)
  })

  it('says nothing of a report that was not recognised', () => {
    const { sentence } = stateOf(tunnel({ odd_values: { bgp_status: { state: '' } } }), NOW)
    expect(sentence).toBe("The API's answer about BGP was not recognised.")
  })

  it('is no data yet for some minutes after a change, such as a new name', () => {
    const changed = (minutes: number) =>
      stateOf(tunnel({ bgp: null, modified_on: new Date(NOW - minutes * 60_000).toISOString() }), NOW, null)
    expect(changed(3)).toMatchObject({ kind: 'no_data', sentence: expect.stringContaining('yet') })
    expect(changed(20).sentence).not.toContain('yet')
  })

  it('is never "down" if health checks are off', () => {
    for (const bgp of [null, { customer_asn: 64513 }]) {
      const given = tunnel({ ...off, bgp, ...session('BGP_UP') })
      expect(titleOf(given, stateOf(given, NOW, probes(0)).kind)).not.toMatch(/down|fail/i)
    }
  })

  it('is the last known state while reads fail, with the time and age of the answer', () => {
    const shown = lastKnown(stateOf(tunnel(session('BGP_UP')), NOW), NOW - 3 * 60_000, NOW)
    expect(shown.title).toMatch(/^Last known: Up, \d\d:\d\d:\d\d$/)
    expect(shown.sentence).toContain('3 min ago')
  })
})
