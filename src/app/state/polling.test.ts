/** `polling.ts`: how often a page asks (docs/status.md). */
import { describe, expect, it } from 'vitest'
import type { Tunnel } from '../../contract/tunnel.ts'
import { ApiError } from '../api.ts'
import {
  backedOff,
  comingUp,
  detailInterval,
  formatPollChoice,
  listInterval,
  POLL_CHOICES,
  parsePollChoice,
} from './polling.ts'

const NOW = Date.parse('2026-01-01T12:00:00Z')
const MINUTE = 60_000

const tunnel = (state: string, id = 'a'): Tunnel => ({
  id: id.repeat(32),
  name: 'lis',
  cloudflare_endpoint: '162.159.64.1',
  interface_address: '10.10.0.0/31',
  created_on: '2025-01-01T00:00:00Z',
  bgp: { customer_asn: 64513 },
  bgp_status: { state, tcp_established: true, updated_at: '2026-01-01T11:59:00Z' },
})
const rising = tunnel('BGP_ESTABLISHING')
const up = tunnel('BGP_UP', 'b')

describe('the polling interval', () => {
  it('of one tunnel is short while it comes up, then longer', () => {
    expect(detailInterval(rising, NOW - MINUTE, NOW)).toBe(5_000)
    expect(detailInterval(rising, NOW - 5 * MINUTE, NOW)).toBe(15_000)
    expect(detailInterval(rising, NOW - 11 * MINUTE, NOW)).toBe(60_000)
    expect(detailInterval(up, NOW, NOW)).toBe(60_000)
  })

  it('is short for a while after an edit that ends the session, whatever the API still reports', () => {
    const down = tunnel('BGP_DOWN')
    expect(detailInterval(down, NOW, NOW)).toBe(60_000)
    expect(detailInterval(down, NOW, NOW, NOW)).toBe(5_000)
    expect(detailInterval(down, NOW - 11 * MINUTE, NOW, NOW - 11 * MINUTE)).toBe(60_000)
  })

  it('as stored on the device is parsed, and anything else is automatic', () => {
    for (const choice of POLL_CHOICES) expect(parsePollChoice(formatPollChoice(choice))).toBe(choice)
    for (const kept of [null, 1, 'never', {}]) expect(parsePollChoice(kept)).toBe('auto')
  })

  it('of the list is short while a tunnel makes progress, and not if it hangs', () => {
    expect(listInterval(comingUp([rising, up], NOW), NOW - MINUTE, NOW)).toBe(10_000)
    expect(listInterval(comingUp([rising, up], NOW), NOW - 3 * MINUTE, NOW)).toBe(30_000)
    expect(listInterval(comingUp([up], NOW), NOW, NOW)).toBe(30_000)
  })

  it('depends on progress: a tunnel that starts or ends coming up is progress, the same states are not', () => {
    expect(comingUp([rising, up], NOW)).toBe(comingUp([rising], NOW + 5000))
    expect(comingUp([rising], NOW)).not.toBe(comingUp([], NOW))
    expect(comingUp([rising], NOW)).not.toBe(comingUp([rising, tunnel('BGP_ESTABLISHING', 'c')], NOW))
  })

  it('is doubled after a failure, and never shorter than the answer asked for', () => {
    expect(backedOff(10_000, null)).toBe(10_000)
    expect(backedOff(10_000, new Error('unreadable'))).toBe(20_000)
    expect(backedOff(10_000, new ApiError('api', 429, [], { retryAfterS: 300 }))).toBe(300_000)
    expect(backedOff(10_000, new ApiError('server', 503, [], { retryAfterS: 2 }))).toBe(20_000)
  })

  it('is short while our own server is not reached, which costs no call of the API', () => {
    const offline = new ApiError('offline', 0, [])
    expect(backedOff(300_000, offline)).toBe(10_000)
    expect(backedOff(5_000, offline)).toBe(5_000)
  })
})
