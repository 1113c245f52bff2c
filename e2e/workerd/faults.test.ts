/** Broken answers of the API, on Cloudflare's runtime. `src/server/node/faults.test.ts` has similar tests on Node. */
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { REFUSALS, type Refusal } from '../../src/contract/calls/refusals.ts'
import { ok } from '../../src/contract/envelope.ts'
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
  // An answered call closes the circuit breaker again.
  expect((await ask('POST', '/api/tunnels/validate', { name: 'x' })).status).toBe(200)
})

const ask = (method: string, path: string, body?: unknown) =>
  live.worker.ask(method, path, body, live.operator)
const errorIn = ({ status, text }: Answered) => [status, JSON.parse(text).errors[0]?.code]
const refusal = (name: Refusal) => [REFUSALS[name].status, REFUSALS[name].code]

/** Above the limit of eight MiB once it is unpacked. */
const TOO_MUCH = gzipSync(Buffer.alloc(9_000_000, 'a'))

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
    ['closes the connection', 'upstream_unreachable', 2, (socket) => socket.resetAndDestroy()],
    [
      'closes the connection in the body',
      'upstream_unreachable',
      2,
      (socket) => socket.end(http(200, good).subarray(0, -5)),
    ],
    [
      'omits the last chunk after JSON that looks complete',
      'upstream_unreachable',
      2,
      (socket) =>
        socket.end(
          `HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n${good.length.toString(16)}\r\n${good}\r\n`,
        ),
    ],
    ...[4, 8, 40].map((cut): [string, Refusal, number, (socket: Socket) => void] => [
      `compresses the body and cuts ${cut} bytes`,
      'upstream_unreachable',
      2,
      (socket) => socket.end(http(200, zipped(cut), { 'content-encoding': 'gzip' })),
    ]),
    [
      'declares a compression that it does not use',
      'upstream_unreachable',
      2,
      (socket) => socket.end(http(200, good, { 'content-encoding': 'gzip' })),
    ],
    ['fails with an HTML page', 'upstream_answer', 1, (socket) => socket.end(http(500, '<h1>oops</h1>'))],
    ['answers with a login page', 'upstream_answer', 1, (socket) => socket.end(http(200, '<h1>log in</h1>'))],
    ['answers with an empty body', 'upstream_answer', 1, (socket) => socket.end(http(200, ''))],
    ['answers with 204', 'upstream_answer', 1, (socket) => socket.end('HTTP/1.1 204 X\r\n\r\n')],
    ['sends invalid JSON', 'upstream_answer', 1, (socket) => socket.end(http(200, good.slice(0, -1)))],
    ['omits the result', 'upstream_answer', 1, (socket) => socket.end(http(200, '{"success":true}'))],
    ['refuses the token', 'upstream_credentials', 1, (socket) => socket.end(http(401, '{"success":false}'))],
    [
      'reports a missing permission',
      'upstream_permission',
      1,
      (socket) => socket.end(http(403, '{"success":false}')),
    ],
    [
      'sends too much',
      'upstream_answer',
      1,
      (socket) => socket.end(http(200, TOO_MUCH, { 'content-encoding': 'gzip' })),
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
    // A new id each time, because good answers are cached for a while.
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
      // The fake has already stored the tunnel.
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
  ])('that succeeded although %s: is found by reading and sent once', async (what, answer) => {
    const name = `made-${what.replaceAll(' ', '-')}`
    onPost((socket, made) => answer(socket, http(200, JSON.stringify(made))), true)
    const answered = await ask('POST', '/api/tunnels', input(name))
    expect([answered.status, JSON.parse(answered.text).outcome]).toEqual([200, 'done'])
    expect(JSON.parse(answered.text).result.name).toBe(name)
    expect(posts()).toHaveLength(1)
  })

  test('that was lost is unknown and sent once', async () => {
    onPost((socket) => socket.resetAndDestroy())
    const answered = await ask('POST', '/api/tunnels', input('lost'))
    expect([answered.status, JSON.parse(answered.text).outcome]).toEqual([202, 'unknown'])
    expect(posts()).toHaveLength(1)
  })

  test('that is redirected sends the PSK nowhere else', async () => {
    onPost((socket) => socket.end(http(307, '', { location: `${origin}/stolen` })))
    const answered = await ask('POST', '/api/tunnels', input('redirected'))
    expect(JSON.parse(answered.text).outcome).toBe('unknown')
    expect(elsewhere.seen).toEqual([])
  })

  test('that is refused is not done, with the errors of the API', async () => {
    const errors = [{ code: 1099, message: 'Out of tunnels', source: { pointer: '/name' } }]
    onPost((socket) => socket.end(http(400, JSON.stringify({ success: false, errors }))))
    const answered = await ask('POST', '/api/tunnels', input('refused'))
    expect([answered.status, JSON.parse(answered.text).outcome]).toEqual([400, 'not_done'])
    expect(JSON.parse(answered.text).errors).toEqual(errors)
  })
})

test('after a 429 nothing is sent until the wait is over', async () => {
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
