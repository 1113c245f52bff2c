/** `probe-diagnosis.ts`: what probes and BGP together point to. */
import { describe, expect, it } from 'vitest'
import type { Tunnel } from '../../contract/tunnel.ts'
import { sourceOf } from '../state/diagnosis-parts.ts'
import { bandOf } from '../state/health-bands.ts'
import type { Reading } from '../state/health-reading.ts'
import type { Probes } from '../state/state.ts'
import { stateOf } from '../state/state-words.ts'
import { diagnose } from '../tunnels/page/diagnosis.ts'
import { NOW, tunnel as withBgp } from '../tunnels/testing.ts'

/** A tunnel without BGP, with a health check. */
const tunnel = (more: Partial<Tunnel> = {}): Tunnel =>
  withBgp({ bgp: null, health_check: { enabled: true, type: 'reply' }, ...more })
const session = (state: string): Partial<Tunnel> => ({
  bgp: { customer_asn: 64513 },
  bgp_status: { state, tcp_established: false, updated_at: '2026-01-01T11:59:00Z' },
})
/** @param worse the data centres that count the tunnel as degraded and as down for routing; null for no such state */
const places = (count: number): string[] => new Array<string>(count).fill('ams01')
const probes = (
  rate: number,
  bad = 0,
  worse: { degraded?: number; down?: number } | null = { down: bad },
): Reading => ({
  band: bandOf(rate),
  routing: null,
  mayRoutingDiffer: false,
  since: null,
  isSampled: false,
  rate,
  spanMs: 600_000,
  until: NOW,
  strip: [],
  dataCentres: {
    total: 31,
    bad,
    routing: {
      healthy: places(worse ? 31 - (worse.degraded ?? 0) - (worse.down ?? 0) : 0),
      degraded: places(worse?.degraded ?? 0),
      down: places(worse?.down ?? 0),
    },
  },
})
const of = (more: Partial<Tunnel>, given: Probes) => {
  const which = tunnel(more)
  const diagnosis = diagnose(which, stateOf(which, NOW, given), NOW, false, given)
  for (const point of [diagnosis.known, diagnosis.suggests, ...diagnosis.steps]) {
    if (!point) continue
    expect(point.text).toMatch(/\.$/)
    expect(sourceOf(point.source).href).toMatch(/^https:\/\//)
  }
  return { ...diagnosis, titles: diagnosis.steps.map(({ title }) => title) }
}
const REQUESTS = 'Send requests, not replies'

describe('probes and BGP', () => {
  it('suggests health checks of type "request" if BGP is up while reply probes fail', () => {
    const { known, suggests, titles, steps } = of(session('BGP_UP'), probes(0, 31))
    expect(known?.text).toContain('BGP session is established, and only 0.0 %')
    expect(suggests?.text).toContain('probes or their answers are dropped')
    expect(titles[0]).toBe(REQUESTS)
    expect(steps[0]).toMatchObject({ action: 'edit_health' })
  })

  it('does not suggest changing the type if request probes fail', () => {
    const { titles } = of({ ...session('BGP_UP'), health_check: { type: 'request' } }, probes(0, 31))
    expect(titles).not.toContain(REQUESTS)
  })

  it('blames the path, not the tunnel, if one data centre fails', () => {
    const { steps, suggests } = of({}, probes(0.7, 1))
    expect(steps[0]?.text).toMatch(/^1 of 31 lose probes/)
    expect(suggests?.text).toContain('from some data centres')
  })

  it('does not blame the paths if most data centres fail', () => {
    const { titles, suggests } = of({}, probes(0.6, 24))
    expect(titles).not.toContain('Look at the data centres that fail')
    expect(suggests?.text).toContain('loses packets')
  })

  it('suggests switching health checks on if BGP is up and they are off', () => {
    const { suggests, titles } = of({ ...session('BGP_UP'), health_check: { enabled: false } }, null)
    expect(suggests?.text).toContain("Cloudflare's dashboard shows it as 100 % down")
    expect(titles).toEqual(['Switch health checks on'])
  })

  it('rules out IKE and the key if BGP is down while probes pass', () => {
    const { titles, suggests } = of(session('BGP_DOWN'), probes(1))
    expect(suggests?.text).toContain('IKE and IPsec work')
    expect(titles).toEqual(['Start BGP from your router'])
  })

  it('does not suggest a new key if no session is reported while probes pass', () => {
    const { titles, suggests } = of({ bgp: { customer_asn: 64513 } }, probes(1))
    expect(suggests?.text).toContain('IKE and IPsec work')
    expect(titles).toEqual(['Start BGP from your router'])
  })

  it('suggests IKE first if both BGP and probes are down', () => {
    expect(of(session('BGP_DOWN'), probes(0)).titles).toContain('Let IKE through')
  })
})

describe('without BGP', () => {
  it('suggests steps for the tunnel first, then for the probes, if it is down', () => {
    expect(of({}, probes(0.1, 31)).titles.slice(0, 3)).toEqual([
      'Set the same key on both ends',
      'Let IKE through',
      REQUESTS,
    ])
  })
  it('does not report "down" without data, and mentions a rename', () => {
    const { known, titles } = of({}, null)
    expect(known?.text).toContain('not "down"')
    expect(titles).toContain('Look under the old name')
  })
  it('suggests switching health checks on if they are off', () => {
    expect(of({ health_check: { enabled: false } }, probes(0)).titles[0]).toBe('Switch health checks on')
  })
  it('suggests nothing if the tunnel is healthy', () => expect(of({}, probes(1)).steps).toEqual([]))
})

describe('the state for routing', () => {
  const both = [{}, session('BGP_UP')]
  it.each(both)('is named with its penalty if all data centres displayed as healthy are degraded', (more) => {
    // With few probes some data centres are displayed as degraded, and all count the tunnel as degraded.
    for (const bad of [0, 7]) {
      const { known, titles } = of(more, probes(0.95, bad, { degraded: 31 }))
      expect(known?.text).toContain('as degraded in every data centre: it adds 500,000 to the priority')
      expect(titles).toEqual(['Find the loss'])
    }
  })
  it.each(both)('is named with its penalty where some data centres fail', (more) => {
    const { known, steps } = of(more, probes(0.97, 1, { down: 1, degraded: 2 }))
    expect(known?.text).toContain(
      'counts the tunnel as down in 1 and as degraded in 2 of 31 data centres: there it adds 1,000,000 or 500,000',
    )
    expect(steps[0]?.text).toMatch(/^3 of 31 lose probes/)
  })
  it('is unknown if the API returns none, and there is no penalty if all are healthy', () => {
    expect(of({}, probes(0.97, 1, null)).known?.text).toContain('the penalty is not known')
    expect(of({}, probes(0.97, 1, {})).known?.text).toContain('without a penalty')
  })
  it('is named with its penalty if the tunnel is degraded or down', () => {
    expect(of({}, probes(0.6, 31)).known?.text).toContain('it adds 1,000,000')
    expect(of({}, probes(0, 31)).known?.text).toContain('as down in every data centre: it adds 1,000,000')
  })
})
