import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { ok } from '../../contract/envelope.ts'
import { REFUSALS, type Refusal } from '../../contract/refusals.ts'
import { appOn, configOf, input, request, TUNNEL, told } from '../testing.ts'
import { createPool } from './pool.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

/** What a scripted upstream gets to see of one request. */
interface Got {
  method: string
  path: string
  body: string
}

/** A server that speaks bytes, so that it can break off anywhere. */
const createUpstream = async (answer: (socket: Socket, got: Got, count: number) => void) => {
  const seen: Got[] = []
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const [head = '', ...rest] = text.split('\r\n\r\n')
      const body = rest.join('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
      if (rest.length === 0 || body.length < length) return
      text = ''
      const [method = '', path = ''] = head.split(' ')
      const got = { method, path, body }
      seen.push(got)
      answer(socket, got, seen.length)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  ends.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { seen, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const http = (status: number, body: string, headers = '') =>
  `HTTP/1.1 ${status} X\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`
const list = JSON.stringify(ok({ ipsec_tunnels: [] }))

/** An app on that address with deadlines that a test can wait for; waiting between looks takes no time. */
const appAt = (origin: string, read = 400) => {
  const baseUrl = `${origin}/client/v4`
  const config = configOf()
  const { send, close } = createPool(baseUrl)
  ends.push(close)
  const deadlines = { read, 'dry-run': read, write: read }
  const app = appOn(send, { ...config, upstream: { ...config.upstream, baseUrl, deadlines } })
  return async (method: string, path: string, body?: unknown) =>
    told(await app.fetch(request(method, path, body)))
}

const gzip = (cut: number) => {
  const whole = gzipSync(list)
  return whole.subarray(0, whole.length - cut)
}

describe('a read, when the API', () => {
  test.each<[string, Refusal, number, (socket: Socket) => void]>([
    ['never answers', 'upstream_timeout', 1, () => undefined],
    ['stops in the body', 'upstream_timeout', 1, (socket) => socket.write(`${http(200, list).slice(0, -5)}`)],
    ['resets', 'upstream_unreachable', 2, (socket) => socket.destroy()],
    [
      'resets in the body',
      'upstream_unreachable',
      2,
      (socket) => socket.end('HTTP/1.1 200 X\r\ncontent-length: 1000\r\n\r\n{"a":1'),
    ],
    [
      'leaves the last chunk out after JSON that looks whole',
      'upstream_unreachable',
      2,
      (socket) =>
        socket.end(
          `HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n${list.length.toString(16)}\r\n${list}\r\n`,
        ),
    ],
    ...([0, 4, 8, 40] as const).map((cut): [string, Refusal, number, (socket: Socket) => void] => [
      `compresses against our wish, and cuts ${cut} bytes`,
      'upstream_answer',
      1,
      (socket) => {
        const body = gzip(cut)
        socket.write(`HTTP/1.1 200 X\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length}\r\n\r\n`)
        socket.end(body)
      },
    ]),
    ['fails in HTML', 'upstream_answer', 1, (socket) => socket.end(http(500, '<h1>oops</h1>'))],
    ['shows a page to log in', 'upstream_answer', 1, (socket) => socket.end(http(200, '<h1>log in</h1>'))],
    ['says nothing', 'upstream_answer', 1, (socket) => socket.end(http(200, ''))],
    ['has no content', 'upstream_answer', 1, (socket) => socket.end('HTTP/1.1 204 X\r\n\r\n')],
    ['breaks its JSON', 'upstream_answer', 1, (socket) => socket.end(http(200, list.slice(0, -1)))],
    ['leaves the result out', 'upstream_answer', 1, (socket) => socket.end(http(200, '{"success":true}'))],
    [
      'sends another result',
      'upstream_answer',
      1,
      (socket) => socket.end(http(200, '{"success":true,"result":[]}')),
    ],
    ['refuses the token', 'upstream_credentials', 1, (socket) => socket.end(http(401, '{"success":false}'))],
    [
      'gives a length twice',
      'upstream_unreachable',
      2,
      (socket) => socket.end(http(200, list, 'content-length: 1\r\n')),
    ],
    [
      'sends a huge header',
      'upstream_unreachable',
      2,
      (socket) => socket.end(http(200, list, `x: ${'a'.repeat(40_000)}\r\n`)),
    ],
    ['speaks another protocol', 'upstream_unreachable', 2, (socket) => socket.end('220 smtp ready\r\n')],
  ])('%s: %s after %i calls', async (_what, refusal, calls, answer) => {
    const { seen, origin } = await createUpstream(answer)
    const { status, errors, success } = await appAt(origin)('GET', '/api/tunnels')
    expect([status, errors[0]?.code, success]).toEqual([
      REFUSALS[refusal].status,
      REFUSALS[refusal].code,
      false,
    ])
    expect(seen).toHaveLength(calls)
  })

  test('answers slowly: is waited for, once', async () => {
    const { seen, origin } = await createUpstream((socket) =>
      setTimeout(() => socket.end(http(200, list)), 250),
    )
    expect((await appAt(origin, 5000)('GET', '/api/tunnels')).status).toBe(200)
    expect(seen).toHaveLength(1)
  })

  test('sends without end: is cut off at eight megabytes', async () => {
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
    // What was under way in buffers came on top.
    expect(sent).toBeLessThan(40e6)
  })

  test.each([301, 302, 303, 307, 308])('redirects with %i: nothing follows it', async (status) => {
    const other = await createUpstream((socket) => socket.end(http(200, list)))
    const { origin } = await createUpstream((socket) =>
      socket.end(http(status, '', `location: ${other.origin}/\r\n`)),
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
      'cannot agree on a secure connection',
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
  ])('%s: a create was certainly not sent', async (_what, refusal, at) => {
    const ask = appAt(await at(), 3000)
    expect(await ask('POST', '/api/tunnels', input())).toMatchObject({
      status: REFUSALS[refusal].status,
      outcome: 'not_done',
      errors: [{ code: REFUSALS[refusal].code }],
    })
  })
})

test('a connection that the API closed while it was idle costs no answer', async () => {
  const { origin } = await createUpstream((socket) => {
    socket.write(http(200, list))
    setTimeout(() => socket.end(), 5)
  })
  const ask = appAt(origin)
  for (let i = 0; i < 15; i++) {
    expect((await ask('POST', '/api/tunnels/validate', { name: `t${i}` })).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 6))
  }
})

test('a hundred creates whose answer is cut at a random byte: none lost, doubled or told wrongly', async () => {
  const made = new Map<string, object>()
  let posts = 0
  const { origin } = await createUpstream((socket, { method, body }) => {
    if (method === 'GET')
      return void socket.write(http(200, JSON.stringify(ok({ ipsec_tunnels: [...made.values()] }))))
    posts += 1
    const tunnel = {
      ...(JSON.parse(body) as { name: string }),
      id: TUNNEL.slice(0, 24) + String(posts).padStart(8, '0'),
    }
    const isMade = posts % 2 === 0
    if (isMade) made.set(tunnel.name, tunnel)
    const bytes = http(200, JSON.stringify(ok(tunnel)))
    socket.write(bytes.slice(0, Math.floor(Math.random() * bytes.length)), () => socket.destroy())
  })
  for (let i = 1; i <= 100; i++) {
    // Each with a fresh budget and breaker, as if minutes lay between them.
    const { outcome, result } = await appAt(origin, 2000)('POST', '/api/tunnels', input(`t${i}`))
    expect([i, outcome]).toEqual([i, i % 2 === 0 ? 'done' : 'unknown'])
    if (outcome === 'done') expect(result).toEqual(made.get(`t${i}`))
  }
  expect([made.size, posts]).toEqual([50, 100])
}, 20_000)
