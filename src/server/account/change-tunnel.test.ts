/** `change-tunnel.ts`: updating and deleting a tunnel, and setting its key. */
import { describe, expect, test } from 'vitest'
import { REFUSALS } from '../../contract/calls/refusals.ts'
import { ok } from '../../contract/envelope.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import {
  answerOf,
  appOn,
  configOf,
  createClock,
  createFake,
  incoming,
  input,
  request,
  TUNNEL,
} from '../testing.ts'
import type { Incoming, Outgoing } from '../upstream/transport.ts'

const path = `/api/tunnels/${TUNNEL}`
const current: Tunnel = {
  ...input('paris'),
  id: TUNNEL,
  created_on: '2027-01-01T00:00:00Z',
  modified_on: '2027-01-02T00:00:00.123456789Z',
  bgp_status: { state: 'BGP_UP', tcp_established: true, updated_at: '2027-01-15T07:59:59Z' },
  replay_protection: false,
  allow_null_cipher: false,
  newer_than_us: { kept: [1, 2] },
}
const edited = { ...input('paris'), description: 'edited', replay_protection: false }

type Twist = (request: Outgoing, honest: () => Promise<Incoming>) => Promise<Incoming>
const setUp = (onWrite: Twist = (_sent, honest) => honest()) => {
  const clock = createClock()
  const fake = createFake(clock.now)
  fake.tunnels.set(TUNNEL, structuredClone(current))
  const send = (sent: Outgoing) =>
    sent.method === 'GET' ? fake.send(sent) : onWrite(sent, () => fake.send(sent))
  const app = appOn(send, configOf(), { clock })
  const ask = (method: string, where: string, body?: unknown, headers = {}) =>
    app.fetch(request(method, where, body, headers))
  const writes = () => fake.seen.filter(({ method }) => method !== 'GET')
  return { clock, fake, ask, writes }
}
const lost: Twist = async (_sent, honest) => {
  await honest()
  throw new Error('connection lost')
}
const neverSent: Twist = () => Promise.reject(new Error('connection lost'))

describe('an update', () => {
  const etag = async (ask: ReturnType<typeof setUp>['ask']) =>
    (await ask('GET', path)).headers.get('etag') ?? ''

  test('sends the whole tunnel with unknown fields, and without fields that the API only reports', async () => {
    const { ask, writes } = setUp()
    expect(await answerOf(await ask('PUT', path, edited))).toMatchObject({ status: 200, outcome: 'done' })
    expect(JSON.parse(writes()[0]?.body ?? '')).toEqual({ ...edited, newer_than_us: { kept: [1, 2] } })
  })

  test('keeps unknown fields in every nested object that the edit keeps', async () => {
    const { ask, fake, writes } = setUp()
    const bgp = { customer_asn: 65001, graceful_restart: true }
    const health_check = { enabled: true, interval_s: 5 }
    fake.tunnels.set(TUNNEL, { ...structuredClone(current), bgp, health_check })
    await ask('PUT', path, { ...edited, bgp: { customer_asn: 65002 } })
    const sent = JSON.parse(writes()[0]?.body ?? '')
    expect(sent.bgp).toEqual({ customer_asn: 65002, graceful_restart: true })
    expect(sent).not.toHaveProperty('health_check')
  })

  test('sends values that the form could not show exactly as the API returned them', async () => {
    const { ask, fake, writes } = setUp()
    const odd = { replay_protection: 'true', bgp: { customer_asn: '64700', md5_key: 7 }, health_check: 'low' }
    fake.tunnels.set(TUNNEL, { ...structuredClone(current), ...odd } as unknown as Tunnel)
    const keep = ['replay_protection', 'bgp.md5_key', 'health_check']
    await ask('PUT', path, { ...edited, bgp: { customer_asn: 64701 }, keep })
    expect(JSON.parse(writes()[0]?.body ?? '')).toEqual({
      ...edited,
      replay_protection: 'true',
      bgp: { customer_asn: 64701, md5_key: 7 },
      health_check: 'low',
      newer_than_us: { kept: [1, 2] },
    })
  })

  test('is checked by a dry-run of exactly what saving sends', async () => {
    const { ask, fake, writes } = setUp()
    const odd = { replay_protection: 'true', bgp: { customer_asn: 64700, graceful_restart: true } }
    fake.tunnels.set(TUNNEL, { ...structuredClone(current), ...odd } as unknown as Tunnel)
    const body = { ...edited, bgp: { customer_asn: 64701 }, keep: ['replay_protection'] }
    expect((await ask('POST', `${path}/validate?for=update`, body)).status).toBe(200)
    expect((await ask('PUT', path, body)).status).toBe(200)
    const [dryRun, update] = writes()
    expect(dryRun?.url).toMatch(/validate_only=true$/)
    expect(dryRun?.body).toBe(update?.body)
    expect(JSON.parse(dryRun?.body ?? '')).toMatchObject({ newer_than_us: { kept: [1, 2] } })
  })

  test('that was made from the current state is sent, even if the BGP session changed meanwhile', async () => {
    const { ask, fake } = setUp()
    const base = await etag(ask)
    const bgp_status = { state: 'BGP_DOWN', tcp_established: false, updated_at: '2027-01-15T08:00:00Z' }
    fake.tunnels.set(TUNNEL, { ...structuredClone(current), bgp_status })
    expect((await ask('PUT', path, edited, { 'if-match': base })).status).toBe(200)
  })

  test.each([
    ['at another time', { description: 'theirs', modified_on: '2027-01-15T08:00:00Z' }],
    ['at the same time', { description: 'theirs' }],
  ])('is refused after someone else changed the tunnel %s', async (_what, theirs) => {
    const { ask, fake, writes } = setUp()
    const base = await etag(ask)
    fake.tunnels.set(TUNNEL, { ...structuredClone(current), ...theirs })
    expect(await answerOf(await ask('PUT', path, edited, { 'if-match': base }))).toMatchObject({
      status: 409,
      outcome: 'not_done',
      errors: [{ code: REFUSALS.changed_meanwhile.code }],
    })
    expect(writes()).toEqual([])
  })

  test.each([
    ['texts and flags', edited],
    ['a list', { ...edited, bgp: { customer_asn: 64_700, extra_prefixes: ['10.0.0.0/8', '10.0.0.0/16'] } }],
  ])('of %s whose answer is lost is found by reading', async (_what, body) => {
    const { ask, writes } = setUp(lost)
    expect(await answerOf(await ask('PUT', path, body))).toMatchObject({ status: 200, outcome: 'done' })
    expect(writes()).toHaveLength(1)
  })

  test('that never arrived is unknown', async () => {
    const { ask } = setUp(neverSent)
    expect(await answerOf(await ask('PUT', path, edited))).toMatchObject({ status: 202, outcome: 'unknown' })
  })

  test('of the PSK alone is not reported as done just because the other fields match', async () => {
    const { ask } = setUp(neverSent)
    const sameButKey = { ...input('paris'), psk: 'CANARY-PSK' }
    expect(await answerOf(await ask('PUT', path, sameButKey))).toMatchObject({ outcome: 'unknown' })
  })

  test('of a tunnel that no longer exists is refused', async () => {
    const { ask, fake } = setUp()
    fake.tunnels.clear()
    expect(await answerOf(await ask('PUT', path, edited))).toMatchObject({ status: 404, outcome: 'not_done' })
  })
})

describe('a deletion', () => {
  test.each<[string, Twist, number, string, number]>([
    ['done', (_sent, honest) => honest(), 200, 'done', 0],
    ['whose answer is lost', lost, 200, 'done', 0],
    ['that never arrived', neverSent, 202, 'unknown', 1],
    [
      'refused',
      async () => incoming(400, { success: false, errors: [{ code: 1, message: 'm' }] }),
      400,
      'not_done',
      1,
    ],
  ])('%s', async (_what, twist, status, outcome, left) => {
    const { ask, fake } = setUp(twist)
    expect(await answerOf(await ask('DELETE', path, {}))).toMatchObject({ status, outcome })
    expect(fake.tunnels.size).toBe(left)
  })

  test('of a tunnel that no longer exists is done', async () => {
    const { ask, fake } = setUp()
    fake.tunnels.clear()
    expect(await answerOf(await ask('DELETE', path, {}))).toMatchObject({ status: 200, outcome: 'done' })
  })
})

describe('a PSK', () => {
  const unapplied = { successfully_applied_psks: {}, unapplied_psks: { [TUNNEL]: 'locked' } }

  test('is generated once, and not again when the answer is lost', async () => {
    const { ask, writes } = setUp(lost)
    expect(await answerOf(await ask('POST', `${path}/psk`, {}))).toMatchObject({
      status: 202,
      outcome: 'unknown',
    })
    expect(writes()).toHaveLength(1)
  })

  test('that the caller sets is sent for this tunnel only', async () => {
    const { ask, fake, writes } = setUp(async (sent) => {
      fake.seen.push(sent)
      return incoming(200, ok({ successfully_applied_psks: { [TUNNEL]: { ipsec_tunnel_id: TUNNEL } } }))
    })
    expect(await answerOf(await ask('POST', `${path}/psk`, { psk: 'k' }))).toMatchObject({ outcome: 'done' })
    expect(JSON.parse(writes()[0]?.body ?? '')).toEqual({ psks: [{ id: TUNNEL, psk: 'k' }] })
  })

  test('that the API did not apply is reported as not done, although the API reports success', async () => {
    const { ask } = setUp(async () => incoming(200, ok(unapplied)))
    expect(await answerOf(await ask('POST', `${path}/psk`, { psk: 'k' }))).toMatchObject({
      status: 409,
      outcome: 'not_done',
    })
  })

  const setOn = (at: string | null) => ({
    ...structuredClone(current),
    ...(at !== null && { psk_metadata: { last_generated_on: at } }),
  })
  test.each([
    ['is found by the time of the last change', null, '2027-01-15T08:00:00Z', 'done'],
    ['and that replaces another is found, too', '2027-01-02T00:00:00Z', '2027-01-15T08:00:00Z', 'done'],
    ['and that was not set is unknown', '2027-01-02T00:00:00Z', '2027-01-02T00:00:00Z', 'unknown'],
  ])('whose answer is lost %s', async (_what, before, after, outcome) => {
    const { ask, fake } = setUp(async () => {
      fake.tunnels.set(TUNNEL, setOn(after))
      throw new Error('connection lost')
    })
    fake.tunnels.set(TUNNEL, setOn(before))
    expect(await answerOf(await ask('POST', `${path}/psk`, { psk: 'k' }))).toMatchObject({ outcome })
  })
})
