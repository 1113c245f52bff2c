/** Broken answers of the API, on Cloudflare's runtime. A like table runs on Node: `src/server/node/faults.test.ts`. */
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ok } from '../../src/contract/envelope.ts'
import { REFUSALS, type Refusal } from '../../src/contract/refusals.ts'
import { type FakeApi, startFakeApi } from '../fake-api.ts'
import { bytes, callsOf, http, type Live, startLive } from './live.ts'
import type { Answered } from './start.ts'

let live: Live
let elsewhere: FakeApi
let origin: string
beforeAll(async () => {
  elsewhere = await startFakeApi()
  origin = new URL(elsewhere.settings('').CLOUDFLARE_BASE_URL ?? '').origin
  live = await startLive({ bundle: 'dist/quick/quick.js' })
})
afterAll(async () => {
  await live.stop()
  await elsewhere.stop()
})
afterEach(async () => {
  live.instead = null
  // An answered call tells the breaker that the API is back.
  expect((await ask('POST', '/api/tunnels/validate', { name: 'x' })).status).toBe(200)
})

const ask = (method: string, path: string, body?: unknown) =>
  live.worker.ask(method, path, body, live.operator)
const errorIn = ({ status, text }: Answered) => [status, JSON.parse(text).errors[0]?.code]
const refusal = (name: Refusal) => [REFUSALS[name].status, REFUSALS[name].code]

const newId = () => crypto.randomUUID().replaceAll('-', '')
const tunnel = {
  id: newId(),
  name: 'a',
  cloudflare_endpoint: '162.159.64.1',
  interface_address: '10.0.0.0/31',
}
const good = JSON.stringify(ok({ ipsec_tunnel: tunnel }))
const zipped = (cut: number) => {
  const whole = gzipSync(good)
  return whole.subarray(0, whole.length - cut)
}

describe('a read, when the API', () => {
  test.each<[string, Refusal, number, (socket: Socket) => void]>([
    ['never answers', 'upstream_timeout', 1, () => undefined],
    ['stops in the body', 'upstream_timeout', 1, (socket) => socket.write(http(200, good).subarray(0, -5))],
    ['hangs up', 'upstream_unreachable', 2, (socket) => socket.resetAndDestroy()],
    [
      'hangs up in the body',
      'upstream_unreachable',
      2,
      (socket) => socket.end(http(200, good).subarray(0, -5)),
    ],
    [
      'leaves the last chunk out after JSON that looks whole',
      'upstream_unreachable',
      2,
      (socket) =>
        socket.end(
          `HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n${good.length.toString(16)}\r\n${good}\r\n`,
        ),
    ],
    ...[4, 8, 40].map((cut): [string, Refusal, number, (socket: Socket) => void] => [
      `compresses, and cuts ${cut} bytes`,
      'upstream_unreachable',
      2,
      (socket) => socket.end(http(200, zipped(cut), { 'content-encoding': 'gzip' })),
    ]),
    [
      'says that it compresses, and does not',
      'upstream_unreachable',
      2,
      (socket) => socket.end(http(200, good, { 'content-encoding': 'gzip' })),
    ],
    ['fails in HTML', 'upstream_answer', 1, (socket) => socket.end(http(500, '<h1>oops</h1>'))],
    ['shows a page to log in', 'upstream_answer', 1, (socket) => socket.end(http(200, '<h1>log in</h1>'))],
    ['says nothing', 'upstream_answer', 1, (socket) => socket.end(http(200, ''))],
    ['has no content', 'upstream_answer', 1, (socket) => socket.end('HTTP/1.1 204 X\r\n\r\n')],
    ['breaks its JSON', 'upstream_answer', 1, (socket) => socket.end(http(200, good.slice(0, -1)))],
    ['leaves the result out', 'upstream_answer', 1, (socket) => socket.end(http(200, '{"success":true}'))],
    ['refuses the token', 'upstream_credentials', 1, (socket) => socket.end(http(401, '{"success":false}'))],
    ['forbids', 'upstream_permission', 1, (socket) => socket.end(http(403, '{"success":false}'))],
    [
      'sends too much',
      'upstream_answer',
      1,
      (socket) =>
        socket.end(http(200, gzipSync(Buffer.alloc(20_000_000, 'a')), { 'content-encoding': 'gzip' })),
    ],
    ...[301, 302, 307, 308].map((status): [string, Refusal, number, (socket: Socket) => void] => [
      `redirects with ${status}`,
      'upstream_answer',
      1,
      (socket) => socket.end(http(status, '', { location: `${origin}/stolen` })),
    ]),
  ])('%s: %s, after %i calls', async (_what, name, calls, answer) => {
    live.api.seen.length = 0
    live.instead = bytes(answer)
    // Each its own, because a good answer is kept for a while.
    expect(errorIn(await ask('GET', `/api/tunnels/${newId()}`))).toEqual(refusal(name))
    expect(callsOf(live.api)).toHaveLength(calls)
    expect(elsewhere.seen).toEqual([])
  })
})

describe('a create', () => {
  const input = (name: string) => ({
    name,
    cloudflare_endpoint: '162.159.64.1',
    interface_address: '10.100.0.8/31',
    psk: 'canary-psk-81f3',
  })
  const onPost = (write: (socket: Socket, answer: unknown) => void, isMade = false) => {
    live.api.seen.length = 0
    live.instead = (request, response, answer) => {
      if (request.method !== 'POST') return false
      // The fake makes every tunnel first.
      if (!isMade) live.api.tunnels.delete((answer as { result: { id: string } }).result.id)
      return bytes(write)(request, response, answer)
    }
  }
  const posts = () => callsOf(live.api).filter((call) => call.startsWith('POST'))

  test.each<[string, (socket: Socket, whole: Buffer) => void]>([
    ['nothing of the answer arrives', (socket) => socket.resetAndDestroy()],
    ['half of the answer arrives', (socket, whole) => socket.end(whole.subarray(0, -20))],
    ['the answer never arrives', () => undefined],
    ['the answer is a page', (socket) => socket.end(http(502, '<h1>bad gateway</h1>'))],
  ])('that was made, though %s: found by looking, sent once', async (what, answer) => {
    const name = `made-${what.replaceAll(' ', '-')}`
    onPost((socket, made) => answer(socket, http(200, JSON.stringify(made))), true)
    const answered = await ask('POST', '/api/tunnels', input(name))
    expect([answered.status, JSON.parse(answered.text).outcome]).toEqual([200, 'done'])
    expect(JSON.parse(answered.text).result.name).toBe(name)
    expect(posts()).toHaveLength(1)
  })

  test('that was lost on the way: unknown, sent once', async () => {
    onPost((socket) => socket.resetAndDestroy())
    const answered = await ask('POST', '/api/tunnels', input('lost'))
    expect([answered.status, JSON.parse(answered.text).outcome]).toEqual([202, 'unknown'])
    expect(posts()).toHaveLength(1)
  })

  test('that is redirected: the key goes nowhere else', async () => {
    onPost((socket) => socket.end(http(307, '', { location: `${origin}/stolen` })))
    const answered = await ask('POST', '/api/tunnels', input('redirected'))
    expect(JSON.parse(answered.text).outcome).toBe('unknown')
    expect(elsewhere.seen).toEqual([])
  })

  test('that is refused: not done, in the words of the API', async () => {
    const errors = [{ code: 1099, message: 'Out of tunnels', source: { pointer: '/name' } }]
    onPost((socket) => socket.end(http(400, JSON.stringify({ success: false, errors }))))
    const answered = await ask('POST', '/api/tunnels', input('refused'))
    expect([answered.status, JSON.parse(answered.text).outcome]).toEqual([400, 'not_done'])
    expect(JSON.parse(answered.text).errors).toEqual(errors)
  })
})

test('after a 429 nothing is asked until its time has come', async () => {
  const own = await startLive()
  try {
    own.instead = bytes((socket) => socket.end(http(429, '{"success":false}', { 'retry-after': '120' })))
    const first = await own.worker.ask('GET', '/api/tunnels', undefined, own.operator)
    expect([first.status, first.headers['retry-after']]).toEqual([429, '120'])
    const later = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        own.worker.ask('POST', '/api/tunnels/validate', { name: `n${i}` }, own.operator),
      ),
    )
    expect(new Set(later.map(({ status }) => status))).toEqual(new Set([429]))
    expect(callsOf(own.api)).toHaveLength(1)
  } finally {
    await own.stop()
  }
})
