/** `listen.ts`: the server on a real socket. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { readSettings } from '../config/environment.ts'
import { appOptions, createFake, input, LIVE } from '../testing.ts'
import { LONGEST_RESPONSE_MS } from './connection-limits.ts'
import { type Listening, listen } from './listen.ts'

let running: Listening | null = null
const start = async (env = {}, assets = appOptions().assets) => {
  const fake = createFake()
  running = await listen(readSettings({ ...LIVE, PORT: '0', ...env }), {
    version: 'test',
    print: async () => undefined,
    assets,
    upstreamOf: () => ({ send: fake.send, close: async () => undefined }),
  })
  return { fake, ...running, host: running.config.publicHost }
}
afterEach(() => {
  vi.useRealTimers()
  running?.server.closeAllConnections()
  running?.server.close()
})

/** How long a second response may take: a request of these tests must get one only. In milliseconds. */
const QUIET_MS = 250

/** Sends these bytes and returns what the server sends until it closes the connection, or until it stays quiet. */
const raw = async (host: string, bytes: string): Promise<string> => {
  const socket = connect(Number(host.split(':')[1]), '127.0.0.1')
  socket.write(bytes, 'latin1')
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
  })
  const closed = once(socket, 'close')
  const quiet = new Promise((resolve) => {
    socket.once('data', () => setTimeout(resolve, QUIET_MS))
  })
  socket.on('error', () => undefined)
  await Promise.race([closed, quiet])
  socket.destroy()
  return text
}
const statuses = (text: string) =>
  [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))

describe('a request as bytes on a socket', () => {
  const body = JSON.stringify(input())
  const get =
    (lines: string[], first = 'GET /api/tunnels HTTP/1.1') =>
    (host: string) =>
      [first, `Host: ${host}`, ...lines, '', ''].join('\r\n')
  const post = (lines: string[]) => (host: string) =>
    [
      'POST /api/tunnels HTTP/1.1',
      `Host: ${host}`,
      'X-Tunneldesk: 1',
      'Content-Type: application/json',
      ...lines,
      '',
      '',
    ].join('\r\n')
  const sized = `Content-Length: ${body.length}`

  test.each<[string, number, (host: string) => string]>([
    ['two hosts', 400, get(['Host: evil.example'])],
    ['no host', 400, () => 'GET /api/tunnels HTTP/1.1\r\n\r\n'],
    ['a foreign absolute address', 421, get([], 'GET http://evil.example/api/tunnels HTTP/1.1')],
    ['a foreign host', 421, () => 'GET /api/tunnels HTTP/1.1\r\nHost: evil.example\r\n\r\n'],
    ['an impossible host', 421, () => 'GET /api/tunnels HTTP/1.1\r\nHost: 127.0.0.1:8787:1\r\n\r\n'],
    ['two origins', 400, get(['Origin: http://evil.example', 'Origin: http://127.0.0.1'])],
    ['two fetch sites', 400, get(['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Site: same-origin'])],
    ['two lengths', 400, (host) => `${post([sized, 'Content-Length: 1'])(host)}${body}`],
    ['a length and chunks', 400, (host) => `${post([sized, 'Transfer-Encoding: chunked'])(host)}0\r\n\r\n`],
    ['an unknown transfer encoding', 501, get(['Transfer-Encoding: xchunked'])],
    ['compressed chunks', 501, post(['Transfer-Encoding: gzip, chunked'])],
    ['a folded header line', 400, get(['X-A: 1', ' folded'])],
    ['a blank before the colon', 400, get(['X-Tunneldesk : 1'])],
    ['101 headers', 431, get(Array.from({ length: 100 }, (_, i) => `X-${i}: 1`))],
    ['so many headers that Node drops some', 431, get(Array.from({ length: 3000 }, (_, i) => `X${i}:1`))],
    ['a huge header', 431, get([`X-A: ${'a'.repeat(20_000)}`])],
    ['a backslash', 400, get([], 'GET /api\\tunnels HTTP/1.1')],
    ['a dot segment', 400, get([], 'GET /api/../assets/x HTTP/1.1')],
    ['an encoded dot segment', 400, get([], 'GET /assets/%2e%2E/api/tunnels HTTP/1.1')],
    ['a half-encoded dot segment', 400, get([], 'GET /assets/.%2e/api/tunnels HTTP/1.1')],
    ['a dot segment at the end', 400, get([], 'GET /api/tunnels/. HTTP/1.1')],
    [
      'a dot segment in an absolute address',
      400,
      (host) => get([], `GET http://${host}/x/../api/tunnels HTTP/1.1`)(host),
    ],
    [
      'a user in an absolute address',
      400,
      (host) => get([], `GET http://x:y@${host}/api/tunnels HTTP/1.1`)(host),
    ],
    ['an encoded path traversal', 400, get([], 'GET /assets/..%2f..%2fpackage.json HTTP/1.1')],
    ['another protocol', 400, () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['bytes that are not HTTP', 400, () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
    [
      'a chunked body over the limit',
      413,
      (host) => `${post(['Transfer-Encoding: chunked'])(host)}11000\r\n${'x'.repeat(0x11000)}\r\n0\r\n\r\n`,
    ],
  ])('%s: %i, once, with our headers, and nothing is sent upstream', async (_what, status, bytes) => {
    const { fake, host } = await start()
    const text = await raw(host, bytes(host))
    expect(statuses(text)).toEqual([status])
    expect(text.toLowerCase()).toContain("content-security-policy: default-src 'none'")
    expect(text.toLowerCase()).not.toMatch(/^(server|x-powered-by|access-control-)/m)
    expect(fake.seen).toEqual([])
  })

  test('is answered when it is valid, with and without chunks', async () => {
    const { host } = await start()
    expect(statuses(await raw(host, `${post([sized, 'Connection: close'])(host)}${body}`))).toEqual([200])
    const chunked = post(['Transfer-Encoding: chunked', 'Connection: close'])(host)
    const second = JSON.stringify(input('berlin'))
    const text = await raw(host, `${chunked}${second.length.toString(16)}\r\n${second}\r\n0\r\n\r\n`)
    expect(statuses(text)).toEqual([200])
  })

  test('is answered while two hundred incomplete requests are open', async () => {
    const { host } = await start()
    const idle = Array.from({ length: 200 }, () => {
      const socket = connect(Number(host.split(':')[1]), '127.0.0.1')
      socket.write('GET /api/tunnels HTTP/1.1\r\nHost:')
      return socket.on('error', () => undefined)
    })
    const before = performance.now()
    expect((await fetch(`http://${host}/healthz`)).status).toBe(200)
    expect(performance.now() - before).toBeLessThan(4000)
    for (const socket of idle) socket.destroy()
  })
})

describe('one client alone', () => {
  const open = (host: string, bytes: string) => {
    const socket = connect(Number(host.split(':')[1]), '127.0.0.1').on('error', () => undefined)
    socket.write(bytes)
    return socket
  }

  const HEALTH = 'GET /healthz HTTP/1.1\r\nHost: x\r\n'

  test('cannot occupy all connections with idle ones', async () => {
    const { server, host } = await start()
    server.maxConnections = 10
    for (let i = 0; i < 10; i++) await once(open(host, `${HEALTH}\r\n`), 'data')
    expect(statuses(await raw(host, `${HEALTH}Connection: close\r\n\r\n`))).toEqual([200])
  })

  test('cannot do so with connections that are opened first and become idle later', async () => {
    const { server, host } = await start()
    server.maxConnections = 10
    const opened: Socket[] = []
    for (let i = 0; i < 10; i++) {
      const connected = once(server, 'connection')
      opened.push(open(host, ''))
      await connected
    }
    await Promise.all(
      opened.map((socket) => {
        socket.write(`${HEALTH}\r\n`)
        return once(socket, 'data')
      }),
    )
    await raw(host, `${HEALTH}Connection: close\r\n\r\n`)
    expect(statuses(await raw(host, `${HEALTH}Connection: close\r\n\r\n`))).toEqual([200])
  })

  test('is disconnected when it sends many requests and reads no response', async () => {
    const body = new Uint8Array(8_000_000)
    const { server, host, stop } = await start({}, () => ({ body, type: 'image/png', encoding: null }))
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const socket = open(host, `GET /screenshot.png HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(20)).pause()
    const [request] = await once(server, 'request')
    const closed = once(request.socket, 'close')
    vi.advanceTimersByTime(LONGEST_RESPONSE_MS)
    await closed
    socket.destroy()
    // Its requests that were never answered do not delay a stop.
    vi.useRealTimers()
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never)
    const askedAt = performance.now()
    await stop.now(0)
    expect(exit).toHaveBeenCalledWith(0)
    expect(performance.now() - askedAt).toBeLessThan(10_000)
    exit.mockRestore()
  })

  test('keeps its connection when it reads its responses', async () => {
    const { server, host } = await start()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const socket = open(host, `GET /tunnels HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    const [[, response]] = await Promise.all([once(server, 'request'), once(socket, 'data')])
    if (!response.closed) await once(response, 'close')
    vi.advanceTimersByTime(LONGEST_RESPONSE_MS)
    socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(String(await once(socket, 'data'))).toContain(' 200 ')
    socket.destroy()
  })
})

test('PORT=0 opens a free port, and the origin contains it', async () => {
  const { config, host } = await start()
  expect(config.publicOrigin).toBe(`http://${host}`)
  expect(Number(host.split(':')[1])).toBeGreaterThan(0)
  expect((await fetch(`http://${host}/tunnels`)).status).toBe(200)
})

test('a port in use is an error; no other port is opened', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const PORT = String((other.address() as AddressInfo).port)
  await expect(start({ PORT })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  other.close()
})
