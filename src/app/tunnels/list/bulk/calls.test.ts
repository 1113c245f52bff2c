/** `calls.ts`: the body that a bulk change sends for one tunnel, and how its calls end. */
import { expect, test } from 'vitest'
import { endpoints } from '../../../../contract/endpoints.ts'
import { tunnel } from '../../../../contract/tunnel.ts'
import { interceptRequests } from '../../../api.ts'
import { depsOf, withHealth } from './calls.ts'

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

test('a tunnel with unknown settings in the health check is not changed', () => {
  const newer = { ...plain, health_check: { ...plain.health_check, interval_s: 5 } }
  expect(withHealth(tunnel.parse(newer), TO)).toBeNull()
})

test('each call ends with its known outcome, and a tunnel that is gone counts as deleted', async () => {
  const { check, act } = depsOf({ kind: 'delete' })
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
  expect(await act(item)).toEqual({ kind: 'later', seconds: 7 })
  answer(404, {})
  expect(await check(item)).toEqual({ kind: 'yes' })
  interceptRequests((direct) => (url, init) => {
    if (init.method === 'DELETE') return Promise.reject(new TypeError('Failed to fetch'))
    return url === '/api/meta' ? Promise.resolve(Response.json({})) : direct(url, init)
  })
  expect(await act(item)).toMatchObject({ kind: 'unknown' })
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
      expect(await made(item)).toEqual({ kind: 'later', seconds: 10, isOffline: true })
  }
  expect(sent).not.toContain('DELETE')
  expect(sent).not.toContain('PUT')
})
