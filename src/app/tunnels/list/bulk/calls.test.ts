/** `calls.ts`: the body that a bulk change sends for one tunnel, and how its calls end. */
import { expect, test } from 'vitest'
import { REFUSALS } from '../../../../contract/calls/refusals.ts'
import { endpoints } from '../../../../contract/endpoints.ts'
import { tunnel } from '../../../../contract/tunnel.ts'
import { interceptRequests } from '../../../api.ts'
import { depsOf, withHealth } from './calls.ts'
import type { Plan } from './plan.ts'

const plain = {
  id: 'a'.repeat(32),
  name: 'lis-a',
  cloudflare_endpoint: '162.159.64.41',
  interface_address: '10.77.0.8/31',
  description: null,
  bgp: { customer_asn: 64_700, md5_key: 'k' },
  health_check: { enabled: true, direction: 'bidirectional', rate: 'low', type: 'reply' },
}
const TO = { enabled: true, type: 'request', rate: 'high' } as const

test('only the health check changes, and values that cannot be parsed are kept', () => {
  const odd = {
    ...plain,
    replay_protection: 'true',
    bgp: { customer_asn: 1, extra_prefixes: ['10.0.0.0/8', 7] },
  }
  const body = withHealth(tunnel.parse(odd), TO)
  expect(endpoints.updateTunnel.body.safeParse(body).success).toBe(true)
  expect(body).toMatchObject({
    name: 'lis-a',
    health_check: { direction: 'bidirectional', rate: 'high', type: 'request' },
    keep: ['bgp.extra_prefixes', 'replay_protection'],
  })
  expect(withHealth(tunnel.parse(plain), TO)).toMatchObject({ bgp: plain.bgp, keep: [] })
})

test('settings that this program does not know are left to the proxy, which keeps them', () => {
  const newer = {
    ...plain,
    quantum_safe: { mode: 'hybrid' },
    bgp: { ...plain.bgp, hold_time_s: 90 },
    health_check: { ...plain.health_check, interval_s: 5 },
  }
  const body = withHealth(tunnel.parse(newer), TO)
  expect(body).toEqual(withHealth(tunnel.parse(plain), TO))
  expect(body?.bgp).toEqual(plain.bgp)
})

test('a tunnel with a required value that was not recognised is not changed', () => {
  expect(withHealth(tunnel.parse({ ...plain, bgp: { customer_asn: '64700' } }), TO)).toBeNull()
})

test('each call ends with its known outcome, and a tunnel that is gone counts as deleted', async () => {
  const { check, act, look } = depsOf({ kind: 'delete' })
  const item = { id: plain.id, name: plain.name, status: 'checked' as const, note: '' }
  const answer = (status: number, more: object, headers = {}) =>
    interceptRequests(() => async () => {
      const body = {
        success: false,
        errors: [{ code: 7, message: 'No' }],
        messages: [],
        result: null,
        ...more,
      }
      return new Response(JSON.stringify(body), { status, headers })
    })
  answer(400, { outcome: 'not_done' })
  expect(await act(item)).toEqual({ kind: 'no', note: 'No' })
  answer(502, { outcome: 'unknown' })
  expect(await act(item)).toEqual({ kind: 'unknown', note: 'No' })
  answer(429, { outcome: 'not_done' }, { 'Retry-After': '7' })
  expect(await act(item)).toEqual({
    kind: 'later',
    seconds: 7,
    why: 'The API accepts no more calls for the moment',
  })
  answer(429, { outcome: 'not_done', errors: [REFUSALS.budget] })
  expect(await act(item)).toMatchObject({ kind: 'later', why: REFUSALS.budget.message })
  answer(404, {})
  expect(await check(item)).toEqual({ kind: 'yes' })
  // The server does not know this call, or a proxy in front of it does not know the server.
  answer(404, { errors: [{ code: 90020, message: 'There is nothing at this address' }] })
  expect(await check(item)).toEqual({ kind: 'no', note: 'There is nothing at this address' })
  expect(await look(item)).toBe('')
  interceptRequests(() => async () => new Response('<h1>404</h1>', { status: 404 }))
  expect(await check(item)).toMatchObject({ kind: 'later' })
  expect(await look(item)).toBe('')
  interceptRequests((direct) => (url, init) => {
    if (init.method === 'DELETE') return Promise.reject(new TypeError('Failed to fetch'))
    return url === '/api/meta'
      ? Promise.resolve(Response.json({ success: true, errors: [], messages: [], result: {} }))
      : direct(url, init)
  })
  expect(await act(item)).toMatchObject({ kind: 'unknown' })
})

test('a change that was not confirmed is done if the tunnel shows it, and open otherwise', async () => {
  const item = { id: plain.id, name: plain.name, status: 'unknown' as const, note: 'no answer' }
  const show = (made: object | null) =>
    interceptRequests(
      () => async () =>
        made
          ? Response.json({ success: true, errors: [], messages: [], result: { ipsec_tunnel: made } })
          : Response.json(
              { success: false, errors: [{ code: 7, message: 'No' }], messages: [], result: null },
              { status: 404 },
            ),
    )
  const lookAfter = (change: Plan['change']) => depsOf(change).look(item)
  const changed = { ...plain, health_check: { ...plain.health_check, ...TO } }
  show(plain)
  expect(await lookAfter({ kind: 'delete' })).toMatch(/still exists/)
  expect(await lookAfter({ kind: 'health', to: TO })).toMatch(/other settings/)
  show(changed)
  expect(await lookAfter({ kind: 'health', to: TO })).toBeNull()
  show(null)
  expect(await lookAfter({ kind: 'delete' })).toBeNull()
  // A read that fails says nothing.
  expect(await lookAfter({ kind: 'health', to: TO })).toBe('no answer')
})

test('while the server cannot be reached, nothing that changes is sent, and the row is tried again', async () => {
  const sent: (string | undefined)[] = []
  interceptRequests(() => (_url, { method }) => {
    sent.push(method)
    return Promise.reject(new TypeError('Failed to fetch'))
  })
  const item = { id: plain.id, name: plain.name, status: 'checked' as const, note: '' }
  for (const change of [{ kind: 'delete' }, { kind: 'health', to: TO }] as const) {
    const { check, act } = depsOf(change)
    for (const made of [check, act])
      expect(await made(item)).toEqual({ kind: 'later', seconds: 10, why: 'The server cannot be reached' })
  }
  expect(sent).not.toContain('DELETE')
  expect(sent).not.toContain('PUT')
})

const ROW = { id: plain.id, name: plain.name, status: 'checked' as const, note: '' }
const refusing = (status: number, code: number, more: object = {}) =>
  interceptRequests(() => async (url) => {
    const isWrong = url !== '/api/meta' || status === 401
    const body = isWrong
      ? { success: false, errors: [{ code, message: 'No' }], messages: [], result: null, ...more }
      : { success: true, errors: [], messages: [], result: { budget: { paused_s: 0 } } }
    return new Response(JSON.stringify(body), { status: isWrong ? status : 200 })
  })
const BOTH = [{ kind: 'delete' }, { kind: 'health', to: TO }] as const

test.each([
  ['the sign-in has expired', 401, 90_015, 'sign_in'],
  ['the link of a server that was restarted is needed', 401, 90_010, 'sign_in'],
  ['the token is refused', 502, 90_052, null],
  ['the token lacks a permission', 502, 90_057, null],
  ['the server is read-only now', 403, 90_014, null],
])('the run stops when %s', async (_, status, code, remedy) => {
  refusing(status, code, { outcome: 'not_done' })
  for (const change of BOTH) {
    const { check, act } = depsOf(change)
    for (const made of [check, act])
      expect(await made(ROW)).toMatchObject({ kind: 'stop', stop: { remedy, title: expect.any(String) } })
  }
})

test.each([
  ['the server waits before it calls the API again', 503, 90_054, { outcome: 'not_done' }],
  ['the audit log cannot be written', 503, 90_060, {}],
  ['the API was not reached before anything was sent', 502, 90_050, { outcome: 'not_done' }],
])('the row is tried again when %s', async (_, status, code, more) => {
  refusing(status, code, more)
  for (const change of BOTH)
    expect(await depsOf(change).act(ROW)).toEqual({ kind: 'later', seconds: 10, why: 'No' })
})

test('the row is tried again when another program answers in place of the server', async () => {
  interceptRequests(() => async () => new Response('<h1>Bad gateway</h1>', { status: 502 }))
  for (const change of BOTH)
    expect(await depsOf(change).act(ROW)).toMatchObject({
      kind: 'later',
      why: 'The server cannot be reached',
    })
})

test('a refusal of one tunnel is about that tunnel', async () => {
  refusing(409, 90_027, { outcome: 'not_done' })
  for (const change of BOTH) expect(await depsOf(change).act(ROW)).toEqual({ kind: 'no', note: 'No' })
})
