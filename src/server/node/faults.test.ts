/** Faults of the API on real sockets: what the caller is answered, and after how many calls. */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { REFUSALS, type Refusal } from '../../contract/calls/refusals.ts'
import { ok } from '../../contract/envelope.ts'
import { input } from '../testing.ts'
import { createPool } from './connection-pool.ts'
import { askerAt, createByteUpstream, createWithCutAnswers, httpBytes } from './testing.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const createUpstream = async (answer: Parameters<typeof createByteUpstream>[0]) => {
  const upstream = await createByteUpstream(answer)
  ends.push(upstream.close)
  return upstream
}
const list = JSON.stringify(ok({ ipsec_tunnels: [] }))

/** Only what never ends reaches it; on a busy machine even a quick answer may take half a second. */
const appAt = (origin: string, deadlineMs = 20_000) => {
  const { send, close } = createPool(origin)
  ends.push(close)
  return askerAt(origin, send, deadlineMs)
}

const gzip = (cut: number) => {
  const whole = gzipSync(list)
  return whole.subarray(0, whole.length - cut)
}

describe('a call, when the API', () => {
  test.each<[string, Refusal, number, (socket: Socket) => void]>([
    ['never answers', 'upstream_timeout', 1, () => undefined],
    [
      'stops in the body',
      'upstream_timeout',
      1,
      (socket) => socket.write(`${httpBytes(200, list).slice(0, -5)}`),
    ],
    ['resets', 'upstream_unreachable', 2, (socket) => socket.destroy()],
    [
      'resets in the body',
      'upstream_unreachable',
      2,
      (socket) => socket.end('HTTP/1.1 200 X\r\ncontent-length: 1000\r\n\r\n{"a":1'),
    ],
    [
      'omits the last chunk after JSON that looks complete',
      'upstream_unreachable',
      2,
      (socket) =>
        socket.end(
          `HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n${list.length.toString(16)}\r\n${list}\r\n`,
        ),
    ],
    ...([0, 4, 8, 40] as const).map((cut): [string, Refusal, number, (socket: Socket) => void] => [
      `compresses the body without being asked to, and cuts ${cut} bytes`,
      'upstream_answer',
      1,
      (socket) => {
        const body = gzip(cut)
        socket.write(`HTTP/1.1 200 X\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length}\r\n\r\n`)
        socket.end(body)
      },
    ]),
    [
      'fails with an HTML page',
      'upstream_answer',
      1,
      (socket) => socket.end(httpBytes(500, '<h1>oops</h1>')),
    ],
    [
      'answers with a login page',
      'upstream_answer',
      1,
      (socket) => socket.end(httpBytes(200, '<h1>log in</h1>')),
    ],
    ['answers with an empty body', 'upstream_answer', 1, (socket) => socket.end(httpBytes(200, ''))],
    ['answers with 204', 'upstream_answer', 1, (socket) => socket.end('HTTP/1.1 204 X\r\n\r\n')],
    [
      'sends text that is not UTF-8',
      'upstream_answer',
      1,
      (socket) => {
        socket.write('HTTP/1.1 200 X\r\ncontent-length: 4\r\n\r\n')
        socket.end(Buffer.from([0x22, 0xff, 0xfe, 0x22]))
      },
    ],
    ['sends invalid JSON', 'upstream_answer', 1, (socket) => socket.end(httpBytes(200, list.slice(0, -1)))],
    ['omits the result', 'upstream_answer', 1, (socket) => socket.end(httpBytes(200, '{"success":true}'))],
    [
      'sends a result of another shape',
      'upstream_answer',
      1,
      (socket) => socket.end(httpBytes(200, '{"success":true,"result":[]}')),
    ],
    [
      'refuses the token',
      'upstream_credentials',
      1,
      (socket) => socket.end(httpBytes(401, '{"success":false}')),
    ],
    [
      'refuses the token with the status of a missing permission',
      'upstream_credentials',
      1,
      (socket) =>
        socket.end(
          httpBytes(403, '{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}'),
        ),
    ],
    [
      'reports a missing permission',
      'upstream_permission',
      1,
      (socket) =>
        socket.end(
          httpBytes(403, '{"success":false,"errors":[{"code":1025,"message":"Unauthorized for Magic WAN"}]}'),
        ),
    ],
    [
      'sends two Content-Length headers',
      'upstream_unreachable',
      2,
      (socket) => socket.end(httpBytes(200, list, 'content-length: 1\r\n')),
    ],
    [
      'sends a huge header',
      'upstream_unreachable',
      2,
      (socket) => socket.end(httpBytes(200, list, `x: ${'a'.repeat(40_000)}\r\n`)),
    ],
    ['uses another protocol', 'upstream_unreachable', 2, (socket) => socket.end('220 smtp ready\r\n')],
  ])('%s: %s after %i calls', async (_what, refusal, calls, answer) => {
    const { seen, origin } = await createUpstream(answer)
    const app = appAt(origin, refusal === 'upstream_timeout' ? 400 : undefined)
    const { status, errors, success } = await app('GET', '/api/tunnels')
    expect([status, errors[0]?.code, success]).toEqual([
      REFUSALS[refusal].status,
      REFUSALS[refusal].code,
      false,
    ])
    expect(seen).toHaveLength(calls)
  })

  test('sends 103 Early Hints first: waits for the final response', async () => {
    const { origin } = await createUpstream((socket) =>
      socket.end(`HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n${httpBytes(200, list)}`),
    )
    expect((await appAt(origin)('GET', '/api/tunnels')).status).toBe(200)
  })

  test('answers slowly: waits and sends no second request', async () => {
    const { seen, origin } = await createUpstream((socket) =>
      setTimeout(() => socket.end(httpBytes(200, list)), 250),
    )
    expect((await appAt(origin, 5000)('GET', '/api/tunnels')).status).toBe(200)
    expect(seen).toHaveLength(1)
  })

  test('sends an endless body: stops reading at eight megabytes', async () => {
    let sent = 0
    const piece = Buffer.alloc(65_536, 'a')
    const { origin } = await createUpstream((socket) => {
      socket.write('HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n')
      const more = () => {
        while (!socket.destroyed && sent < 200e6) {
          sent += piece.length
          if (!socket.write(`10000\r\n${piece}\r\n`)) return void socket.once('drain', more)
        }
      }
      more()
    })
    const { errors } = await appAt(origin, 10_000)('GET', '/api/tunnels')
    expect(errors[0]?.code).toBe(REFUSALS.upstream_answer.code)
    // More was already in the buffers.
    expect(sent).toBeLessThan(40e6)
  })

  test.each([301, 302, 303, 307, 308])('redirects with %i: does not follow', async (status) => {
    const other = await createUpstream((socket) => socket.end(httpBytes(200, list)))
    const { origin } = await createUpstream((socket) =>
      socket.end(httpBytes(status, '', `location: ${other.origin}/\r\n`)),
    )
    const ask = appAt(origin)
    expect((await ask('GET', '/api/tunnels')).status).toBe(502)
    expect((await ask('POST', '/api/tunnels/validate', { psk: 'canary' })).status).toBe(502)
    expect(other.seen).toEqual([])
  })

  test.each<[string, Refusal, () => Promise<string>]>([
    ['has a name that does not resolve', 'upstream_dns', async () => 'http://no-such.invalid'],
    ['is not listening', 'upstream_unreachable', async () => 'http://127.0.0.1:1'],
    [
      'fails the TLS handshake',
      'upstream_tls',
      async () => {
        const { origin } = await createUpstream(() => undefined)
        const plain = createServer((socket) =>
          socket.on('error', () => undefined).end('HTTP/1.1 200 X\r\n\r\n'),
        )
        plain.listen(0, '127.0.0.1')
        await once(plain, 'listening')
        ends.push(() => plain.close())
        return origin.replace(/^http:.*/, `https://127.0.0.1:${(plain.address() as AddressInfo).port}`)
      },
    ],
  ])('%s: reports a create as not done', async (_what, refusal, at) => {
    const ask = appAt(await at(), 3000)
    expect(await ask('POST', '/api/tunnels', input())).toMatchObject({
      status: REFUSALS[refusal].status,
      outcome: 'not_done',
      errors: [{ code: REFUSALS[refusal].code }],
    })
  })
})

test('a connection that the API closed while it was idle loses no answer', async () => {
  const { origin } = await createUpstream((socket) => {
    socket.write(httpBytes(200, list))
    setTimeout(() => socket.end(), 5)
  })
  const ask = appAt(origin)
  for (let i = 0; i < 15; i++) {
    expect((await ask('POST', '/api/tunnels/validate', { name: `t${i}` })).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 6))
  }
})

test('of a hundred creates with a cut answer, none is lost, doubled or reported wrongly', async () => {
  const { lost, doubled, wrong, made, posts } = await createWithCutAnswers(100)
  expect({ lost, doubled, wrong, posts }).toEqual({ lost: 0, doubled: 0, wrong: 0, posts: 100 })
  expect([made > 20, made < 80]).toEqual([true, true])
})
