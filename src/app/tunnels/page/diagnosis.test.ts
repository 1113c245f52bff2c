/** `diagnosis.ts`: what to look at first, for each state of a tunnel. */
import { describe, expect, it } from 'vitest'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { sourceOf } from '../../state/diagnosis-parts.ts'
import { STATE_KINDS, type StateKind } from '../../state/state.ts'
import { stateOf } from '../../state/state-words.ts'
import { NOW, tunnel } from '../testing.ts'
import { diagnose } from './diagnosis.ts'

const young: Partial<Tunnel> = { created_on: '2026-01-01T11:50:00Z' }
const of = (given: Tunnel, isKeyShown = false) => diagnose(given, stateOf(given, NOW), NOW, isKeyShown)

describe('the diagnosis', () => {
  // These states depend on probes: ../health/probe-diagnosis.test.ts covers them.
  const BY_PROBES: readonly StateKind[] = ['up', 'healthy', 'degraded', 'no_data']
  it.each(STATE_KINDS.filter((kind) => !BY_PROBES.includes(kind)))(
    'of %s says what is known, what it suggests and what to check, each with a source',
    (kind) => {
      const { known, suggests, steps } = diagnose(tunnel(), { kind }, NOW)
      expect(steps.length).toBeGreaterThan(0)
      for (const point of [known, suggests, ...steps]) {
        expect(point?.text).toMatch(/\.$/)
        expect(sourceOf(point?.source ?? 'api').href).toMatch(/^https:\/\//)
      }
    },
  )

  it('is empty for a tunnel that is up or in an undocumented state', () => {
    const reported = (state: string) =>
      tunnel({ bgp_status: { state, tcp_established: true, updated_at: '2026-01-01T11:59:00Z' } })
    expect(of(reported('BGP_UP')).steps).toEqual([])
    expect(of(reported('BGP_RESTING'))).toEqual({ known: null, suggests: null, steps: [] })
  })

  it('begins with key and router for a new tunnel without BGP, and with the routes for an old one', () => {
    expect(of(tunnel({ ...young, bgp: null })).steps[0]?.title).toMatch(/key.*router/)
    expect(of(tunnel({ bgp: null })).steps[0]?.title).toBe('Check the static routes')
    const waiting = diagnose(tunnel({ ...young, bgp: null }), { kind: 'waiting' }, NOW)
    expect(JSON.stringify([waiting.known, waiting.steps])).not.toContain('BGP session')
    expect(waiting.steps.map(({ title }) => title)).not.toContain('Start BGP from your router')
  })

  it('does not say that the key was shown once while the page still shows it', () => {
    expect(of(tunnel(young)).steps[0]?.text).toContain('was shown once')
    expect(of(tunnel(young), true).steps[0]?.text).toContain('shown above')
    expect(of(tunnel(young), true).steps[0]?.text).not.toContain('once')
  })

  it('mentions the MD5 key only if one is set', () => {
    const titles = (given: Tunnel) => of(given).steps.map(({ title }) => title)
    expect(titles(tunnel(young))).not.toContain('Compare the MD5 key')
    expect(titles(tunnel({ ...young, bgp: { customer_asn: 64513, md5_key: 'k' } }))).toContain(
      'Compare the MD5 key',
    )
  })
})
