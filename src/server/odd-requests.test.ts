/** Unusual requests of other clients, and unusual answers of the API. */
import { describe, expect, test } from 'vitest'
import { ok } from '../contract/envelope.ts'
import { appOn, configOf, createFake, incoming, input, request, TUNNEL } from './testing.ts'

const sound = { ...input('paris'), id: TUNNEL }

const setUp = (answer: unknown, status = 200) => {
  const fake = createFake()
  const app = appOn(
    async (sent) => (sent.method === 'GET' ? incoming(status, answer) : fake.send(sent)),
    configOf(),
  )
  const ask = (method: string, path: string, body?: unknown) => app.fetch(request(method, path, body))
  return { ask, fake }
}

test.each([
  [200, { success: true, errors: [], messages: [], result: {} }],
  [200, { success: true, errors: [], messages: [] }],
  [200, '<html>'],
  [200, []],
])('an answer without a list is a failed read: %i %j', async (status, answer) => {
  const { ask } = setUp(answer, status)
  expect((await ask('GET', '/api/tunnels')).status).toBe(502)
})

test('a refusal without messages and result keeps the error text of the API', async () => {
  const errors = [{ code: 10_000, message: 'Authentication error' }]
  const { ask } = setUp({ success: false, errors }, 403)
  const response = await ask('GET', '/api/tunnels')
  expect(response.status).toBe(502)
  expect((await response.json()).errors).toMatchObject([{ code: 90_052 }, ...errors])
})

describe('a request without a body', () => {
  test.each([
    ['DELETE', `/api/tunnels/${TUNNEL}`],
    ['POST', `/api/tunnels/${TUNNEL}/psk`],
    ['POST', `/api/tunnels/${TUNNEL}/validate?for=delete`],
  ])('%s %s is treated like one with an empty object', async (method, path) => {
    const { ask, fake } = setUp(ok({ ipsec_tunnel: sound }))
    fake.tunnels.set(TUNNEL, sound)
    expect((await ask(method, path)).status).toBe(200)
    expect(fake.seen.map(({ body }) => body)).toEqual(['{}'])
  })

  test.each([
    ['POST', '/api/tunnels'],
    ['POST', '/api/tunnels/validate'],
    ['PUT', `/api/tunnels/${TUNNEL}`],
  ])('%s %s is refused', async (method, path) => {
    const { ask, fake } = setUp(ok({ ipsec_tunnel: sound }))
    expect((await ask(method, path)).status).toBe(400)
    expect(fake.seen).toEqual([])
  })

  test('is not confused with one whose body broke off, which is refused', async () => {
    const { fake } = setUp(ok({}))
    const app = appOn(fake.send)
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })
    const whole = request('DELETE', `/api/tunnels/${TUNNEL}`)
    const cut = new Request(whole, { body: broken, duplex: 'half' } as RequestInit)
    expect((await app.fetch(cut)).status).toBe(400)
    expect(fake.seen).toEqual([])
  })
})

test('a control character in a name or description is refused before anything is sent', async () => {
  for (const more of [{ name: 'a\u0000b' }, { description: 'two\nlines' }]) {
    const { ask, fake } = setUp(ok({ ipsec_tunnels: [] }))
    const response = await ask('POST', '/api/tunnels', { ...input('x'), ...more })
    expect(response.status).toBe(400)
    expect((await response.json()).errors[0].source.pointer).toBe(`/${Object.keys(more)[0]}`)
    expect(fake.seen).toEqual([])
  }
})
