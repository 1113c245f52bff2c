import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { REFUSALS } from '../../src/contract/refusals.ts'
import { http, keep, ok } from './fake-api.ts'
import { ACCOUNT, callsOf, type Live, READ_TOKEN, startLive, TOKEN } from './live.ts'
import { type Answered, HOST, ORIGIN, type RunningWorker } from './start.ts'

const PSK = 'canary-psk-"\\-77ab'
const MD5 = 'canary-md5-0c'
const TUNNELS = `/client/v4/accounts/${ACCOUNT}/magic/ipsec_tunnels`

let live: Live
let operator: string
/** Everything that was answered, for the last test. */
const answered: string[] = []
beforeAll(async () => {
  live = await startLive()
  operator = await live.sign()
})
afterAll(() => live.stop())
afterEach(() => {
  live.api.instead = null
  live.api.seen.length = 0
})

const ask = async (
  method: string,
  path: string,
  body?: unknown,
  token: string | null = operator,
): Promise<Answered> => {
  const answer = await live.worker.ask(method, path, body, { 'cf-access-jwt-assertion': token })
  answered.push(JSON.stringify(answer))
  return answer
}
/** With a reset, which the runtime notices while it is working; after another answer of its it has noticed. */
const hangUp = async (socket: Socket, { ask: askThere }: RunningWorker): Promise<void> => {
  socket.resetAndDestroy()
  await once(socket, 'close')
  for (let i = 0; i < 5; i++) await askThere('GET', '/healthz')
}
const tunnel = (name: string) => ({
  name,
  cloudflare_endpoint: '162.159.64.1',
  interface_address: '10.100.0.8/31',
})
const codeIn = ({ text }: Answered) => (JSON.parse(text) as { errors: { code: number }[] }).errors[0]?.code

describe('a Worker with a token', () => {
  test('carries a read, a dry-run and a create, each to its own address with its own token', async () => {
    expect((await ask('GET', '/api/tunnels')).status).toBe(200)
    expect((await ask('POST', '/api/tunnels/validate', { name: 'a' })).status).toBe(200)
    const body = { ...tunnel('with-keys'), psk: PSK, bgp: { customer_asn: 64_700, md5_key: MD5 } }
    const created = await ask('POST', '/api/tunnels', body)
    expect([created.status, JSON.parse(created.text).outcome]).toEqual([200, 'done'])
    const calls = live.api.seen.filter(({ path }) => path !== '/keys')
    expect(calls.map(({ method, path, headers }) => [method, path, headers.authorization])).toEqual([
      ['GET', TUNNELS, `Bearer ${READ_TOKEN}`],
      ['POST', `${TUNNELS}?validate_only=true`, `Bearer ${TOKEN}`],
      // A create looks first whether the name is free.
      ['GET', TUNNELS, `Bearer ${READ_TOKEN}`],
      ['POST', TUNNELS, `Bearer ${TOKEN}`],
    ])
    expect(JSON.parse(calls[3]?.body ?? '')).toEqual(body)
    const sent = new Set(calls.flatMap(({ headers }) => Object.keys(headers)))
    for (const name of ['cookie', 'origin', 'x-tunneldesk', 'cf-access-jwt-assertion'])
      expect(sent).not.toContain(name)
  })

  test.each<[string, number, () => Promise<string | null>]>([
    ['nobody', 401, async () => null],
    ['rubbish', 401, async () => 'a.b.c'],
    ['a forged signature', 401, () => live.forge()],
    ['another issuer', 401, () => live.sign({ iss: 'https://other.example' })],
    ['another audience', 401, () => live.sign({ aud: 'another' })],
    ['one that has expired', 401, () => live.sign({ exp: 1_700_000_000 })],
    ['one that never expires', 401, () => live.sign({ exp: undefined })],
    ['no address', 401, () => live.sign({ email: undefined })],
    ['two addresses', 401, () => live.sign({ email: 'ops@corp.example@evil.example' })],
    ['someone on no list', 403, () => live.sign({ email: 'x@corp.example' })],
  ])('refuses %s with %i, for pages and calls alike', async (_who, status, tokenOf) => {
    const token = await tokenOf()
    for (const path of ['/', '/theme.js', '/api/meta', '/api/tunnels']) {
      expect([path, (await ask('GET', path, undefined, token)).status]).toEqual([path, status])
    }
    expect(callsOf(live.api)).toEqual([])
  })

  test('lets a viewer look and nothing else', async () => {
    const viewer = await live.sign({ email: 'view@corp.example' })
    expect((await ask('GET', '/api/meta', undefined, viewer)).text).toContain('"role":"viewer"')
    expect((await ask('POST', '/api/tunnels', tunnel('x'), viewer)).status).toBe(403)
    expect((await ask('POST', '/api/tunnels/validate', tunnel('x'), viewer)).status).toBe(403)
    expect(callsOf(live.api)).toEqual([])
  })

  test('asks once for fifty that look at the same moment', async () => {
    // A write forgets what was read before.
    await ask('POST', '/api/tunnels', tunnel('fresh'))
    live.api.seen.length = 0
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask('GET', '/api/tunnels')))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(callsOf(live.api)).toEqual([`GET ${TUNNELS}`])
  })

  test('makes one tunnel of two hundred equal creates', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => ask('POST', '/api/tunnels', tunnel('twice'))),
    )
    expect(callsOf(live.api).filter((call) => call === `POST ${TUNNELS}`)).toHaveLength(1)
    expect(answers.filter(({ status }) => ![200, 409].includes(status))).toEqual([])
  })

  test('finishes a create whose browser has gone, and writes down how it ended', async () => {
    let release: () => void = () => undefined
    const asked = new Promise<void>((resolve) => {
      live.api.instead = (socket, got) => {
        if (got.method === 'GET') return void socket.write(http(200, ok({ ipsec_tunnels: live.api.tunnels })))
        release = () => void socket.write(http(200, ok(keep(live.api, got))))
        resolve()
      }
    })
    const body = JSON.stringify(tunnel('hung-up'))
    const socket = connect(live.worker.port, '127.0.0.1')
    const lines = [
      'POST /api/tunnels HTTP/1.1',
      `Host: ${HOST}`,
      `Origin: ${ORIGIN}`,
      'Content-Type: application/json',
      'X-Tunneldesk: 1',
      `Cf-Access-Jwt-Assertion: ${operator}`,
      `Content-Length: ${body.length}`,
    ]
    socket.write([...lines, '', body].join('\r\n'))
    await asked
    await hangUp(socket, live.worker)
    release()
    const outcome = () =>
      live.worker
        .output()
        .split('\n')
        .find((line) => line.includes('"audit":"outcome"') && line.includes('"hung-up"'))
    await vi.waitFor(() => expect(outcome()).toContain('"outcome":"ok"'), { timeout: 5000 })
  })

  test('never shows a key or a token, not in answers and not in its log', async () => {
    const all = [...answered, live.worker.output()].join('\n')
    // The API itself answers with what was sent, so an MD5 key comes back where it is asked for (it is no secret).
    expect(all).toContain('with-keys')
    for (const secret of [TOKEN, READ_TOKEN, operator]) expect(all).not.toContain(secret)
    for (const secret of [PSK, MD5]) expect(live.worker.output()).not.toContain(secret)
  })
})

describe("the issuer's keys", () => {
  test('are fetched for everyone: the first browser may hang up, the second is answered', async () => {
    const { api, worker, sign, stop } = await startLive()
    try {
      const usual = api.keys()
      let release: () => void = () => undefined
      const asked = new Promise<void>((resolve) => {
        api.instead = (socket, { path }) => {
          if (path !== '/keys') return void socket.write(http(200, ok({ ipsec_tunnels: [] })))
          release = () => void socket.write(http(200, JSON.stringify(usual)))
          resolve()
        }
      })
      const token = await sign()
      const first = connect(worker.port, '127.0.0.1')
      first.write(`GET /api/tunnels HTTP/1.1\r\nHost: ${HOST}\r\nCf-Access-Jwt-Assertion: ${token}\r\n\r\n`)
      await asked
      await hangUp(first, worker)
      const second = worker.ask('GET', '/api/tunnels', undefined, { 'cf-access-jwt-assertion': token })
      release()
      expect((await second).status).toBe(200)
      expect(api.seen.filter(({ path }) => path === '/keys')).toHaveLength(1)
    } finally {
      await stop()
    }
  })

  test('that cannot be read are 503, and no invitation to sign in', async () => {
    const { api, worker, sign, stop } = await startLive()
    try {
      api.instead = (socket) => socket.write(http(500, '<h1>oops</h1>'))
      const answer = await worker.ask('GET', '/', undefined, { 'cf-access-jwt-assertion': await sign() })
      expect([answer.status, codeIn(answer)]).toEqual([503, REFUSALS.keys_unavailable.code])
    } finally {
      await stop()
    }
  })
})
