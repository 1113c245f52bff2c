/** `seen-state.ts`: since when a session that was up is down, and what a change made here explains. */
import { describe, expect, it } from 'vitest'
import { clockOf } from '../ui/time.tsx'
import { type Seen, withSeen } from './seen-state.ts'
import type { TunnelState } from './state.ts'

const NOW = Date.parse('2026-01-01T12:00:00Z')
const MINUTE = 60_000
const state = (kind: TunnelState['kind']): TunnelState => ({ kind, title: kind, sentence: '' })
/** Newest first, as the page stores them; one every ten seconds. */
const seen = (...kinds: TunnelState['kind'][]): Seen[] =>
  kinds.map((kind, index) => ({ at: NOW - 10_000 * index, title: kind, kind }))

describe('a session that was up', () => {
  const told = (kind: TunnelState['kind'], ...kinds: TunnelState['kind'][]) =>
    withSeen(state(kind), { seen: seen(...kinds), change: null, failing: null, hasBgp: true, now: NOW })

  it('is down since it was lost, and not "waiting" like a new one', () => {
    expect(told('waiting', 'waiting', 'up', 'establishing')).toMatchObject({
      kind: 'down',
      title: `Down since ${clockOf(NOW)}`,
    })
  })

  it('was lost when it stopped being up, whatever followed', () => {
    expect(told('down', 'down', 'establishing', 'up').title).toBe(`Down since ${clockOf(NOW - 10_000)}`)
  })

  it('keeps the reported state if it is up again or never was up', () => {
    expect(told('up', 'up', 'down', 'up').kind).toBe('up')
    expect(told('waiting', 'waiting').kind).toBe('waiting')
    expect(told('rejected', 'rejected', 'up').kind).toBe('rejected')
  })
})

describe('since when', () => {
  const told = (failing: string | null, ...kinds: TunnelState['kind'][]) =>
    withSeen(state(kinds[0] ?? 'up'), { seen: seen(...kinds), change: null, failing, hasBgp: true, now: NOW })
      .sentence

  it.each(['down', 'rejected', 'degraded'] as const)('%s says what this page saw', (kind) => {
    expect(told(null, kind)).toBe(` It was already so at ${clockOf(NOW)}, when this page first asked.`)
    expect(told(null, kind, 'establishing')).toBe(` So since ${clockOf(NOW)}, as this page has seen.`)
  })

  it('the probes know more than the time at which the page first asked', () => {
    const failing = 'Down since 11:30 (exact to 5 minutes)'
    expect(told(failing, 'down')).toBe(' Health probes: down since 11:30 (exact to 5 minutes).')
    expect(told(failing, 'down', 'up')).toContain('Health probes: down since 11:30')
  })

  it('is not said of a tunnel without trouble', () => {
    for (const kind of ['up', 'healthy', 'establishing', 'waiting', 'no_key'] as const)
      expect(told(null, kind)).toBe('')
  })
})

describe('after a change made here that ended the session', () => {
  const changed = (minutesAgo: number, kind: TunnelState['kind'], ...kinds: TunnelState['kind'][]) =>
    withSeen(state(kind), {
      seen: seen(...kinds),
      change: {
        fields: ['customer_asn', 'md5_key'],
        at: NOW - minutesAgo * MINUTE,
        router: [],
        isAwaited: true,
      },
      failing: null,
      hasBgp: true,
      now: NOW,
    })

  it.each([
    ['the first answer has none', ['down']],
    ['the first answer still has the old one', ['down', 'up']],
    ['the tunnel is new', ['waiting', 'up']],
    ['it began to come up', ['down', 'establishing', 'down']],
  ] as const)('it reconnects for a quarter of an hour: %s', (_, kinds) => {
    const told = changed(14, kinds[0], ...kinds)
    expect(told).toMatchObject({ kind: 'waiting', title: 'Reconnecting after your change' })
    expect(told.sentence).toContain(`You changed Customer ASN, MD5 key at ${clockOf(NOW - 14 * MINUTE, NOW)}`)
    // It may never have had a session, or have lost it long before the change.
    expect(told.sentence).not.toMatch(/ended/)
    expect(told.change?.fields).toEqual(['customer_asn', 'md5_key'])
    expect(changed(15, 'down', ...kinds).kind).toBe('down')
  })

  it('states of a session, a missing key and a refusal are shown as reported', () => {
    for (const kind of ['up', 'establishing', 'rejected', 'no_key', 'healthy'] as const)
      expect(changed(1, kind, kind).kind).toBe(kind)
  })
})
