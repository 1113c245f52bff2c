/** The Worker with a token: identity, roles and calls to a fake API, in Cloudflare's runtime. */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { REFUSALS } from '../../src/contract/calls/refusals.ts'
import { ACCOUNT } from '../fake-api.ts'
import { callsOf, type Live, READ_TOKEN, startLive, TOKEN } from './live.ts'
import { type Answered, HOST, ORIGIN, type RunningWorker } from './start.ts'

const PSK = 'canary-psk-"\\-77ab'
const MD5 = 'canary-md5-0c'
const TUNNELS = `/accounts/${ACCOUNT}/magic/ipsec_tunnels`

let live: Live
/** All answers so far, for the last test. */
const answered: string[] = []
beforeAll(async () => {
  live = await startLive()
})
afterAll(() => live.stop())
afterEach(() => {
  live.instead = null
  live.api.seen.length = 0
})

const ask = async (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = live.operator,
): Promise<Answered> => {
  const answer = await live.worker.ask(method, path, body, headers)
  answered.push(JSON.stringify(answer))
  return answer
}
const signedInAs = async (email: string) => ({ 'cf-access-jwt-assertion': await live.issuer.sign({ email }) })
/** Resets the connection, and makes other calls until the runtime has noticed the reset. */
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

describe('a Worker with a token', () => {
  test('sends a read, a dry-run and a create, each to its own URL with its own token', async () => {
    const sent = new Set<string>()
    live.instead = ({ headers }) => {
      for (const name of Object.keys(headers)) sent.add(name)
      return false
    }
    expect((await ask('GET', '/api/tunnels')).status).toBe(200)
    expect((await ask('POST', '/api/tunnels/validate', { name: 'a' })).status).toBe(200)
    const body = { ...tunnel('with-keys'), psk: PSK, bgp: { customer_asn: 64_700, md5_key: MD5 } }
    const created = await ask('POST', '/api/tunnels', body)
    expect([created.status, JSON.parse(created.text).outcome]).toEqual([200, 'done'])
    const calls = live.api.seen
    expect(calls.map(({ line, token }) => [line, token])).toEqual([
      [`GET ${TUNNELS}`, `Bearer ${READ_TOKEN}`],
      [`POST ${TUNNELS}?validate_only=true`, `Bearer ${TOKEN}`],
      // A create first reads the list to check that the name is free.
      [`GET ${TUNNELS}`, `Bearer ${READ_TOKEN}`],
      [`POST ${TUNNELS}`, `Bearer ${TOKEN}`],
    ])
    expect(JSON.parse(calls[3]?.body ?? '')).toEqual(body)
    for (const name of ['cookie', 'origin', 'x-tunneldesk', 'cf-access-jwt-assertion'])
      expect(sent).not.toContain(name)
  })

  test('allows a viewer to read only', async () => {
    const viewer = await signedInAs('view@corp.example')
    expect((await ask('GET', '/api/meta', undefined, viewer)).text).toContain('"role":"viewer"')
    expect((await ask('POST', '/api/tunnels', tunnel('x'), viewer)).status).toBe(403)
    expect((await ask('POST', '/api/tunnels/validate', tunnel('x'), viewer)).status).toBe(403)
    expect(callsOf(live.api)).toEqual([])
  })

  test('makes one call for fifty simultaneous reads', async () => {
    // A write empties the read cache.
    await ask('POST', '/api/tunnels', tunnel('fresh'))
    live.api.seen.length = 0
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask('GET', '/api/tunnels')))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(callsOf(live.api)).toEqual([`GET ${TUNNELS}`])
  })

  test('creates one tunnel for two hundred equal creates', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => ask('POST', '/api/tunnels', tunnel('twice'))),
    )
    expect(callsOf(live.api).filter((call) => call === `POST ${TUNNELS}`)).toHaveLength(1)
    expect(answers.filter(({ status }) => ![200, 409].includes(status))).toEqual([])
  })

  test('finishes a create whose browser has disconnected, and logs its outcome', async () => {
    let release: () => void = () => undefined
    const asked = new Promise<void>((resolve) => {
      live.instead = ({ method }, response, answer) => {
        release = () => void response.end(JSON.stringify(answer))
        if (method === 'POST') resolve()
        return method === 'POST'
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
      `Cf-Access-Jwt-Assertion: ${live.operator['cf-access-jwt-assertion']}`,
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
    await vi.waitFor(() => expect(outcome()).toContain('"outcome":"done"'), { timeout: 20_000 })
  })

  test('shows no key and no token in answers or its log', async () => {
    const all = [...answered, live.worker.output()].join('\n')
    // The API echoes the request, and reads return an MD5 key on purpose, so that one is checked in the log only.
    expect(all).toContain('with-keys')
    for (const secret of [TOKEN, READ_TOKEN, ...Object.values(live.operator)])
      expect(all).not.toContain(secret)
    for (const secret of [PSK, MD5]) expect(live.worker.output()).not.toContain(secret)
  })
})

describe("the issuer's keys", () => {
  /** Starts a Worker with an issuer whose key set the test serves. */
  const startKeys = async (answer: (response: ServerResponse) => void) => {
    let fetches = 0
    const server = createServer((_request, response) => {
      fetches += 1
      answer(response)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const own = await startLive({ vars: { JWT_JWKS_URL: `http://127.0.0.1:${port}/keys` } })
    const stop = async () => {
      await own.stop()
      server.closeAllConnections()
      server.close()
    }
    return { ...own, fetches: () => fetches, stop }
  }

  test('are fetched once for all, even if the browser of the first request disconnects', async () => {
    let asked: (response: ServerResponse) => void = () => undefined
    const held = new Promise<ServerResponse>((resolve) => {
      asked = resolve
    })
    const { worker, issuer, operator, fetches, stop } = await startKeys((response) => asked(response))
    try {
      const first = connect(worker.port, '127.0.0.1')
      const token = `Cf-Access-Jwt-Assertion: ${operator['cf-access-jwt-assertion']}`
      first.write(`GET /api/tunnels HTTP/1.1\r\nHost: ${HOST}\r\n${token}\r\n\r\n`)
      const response = await held
      await hangUp(first, worker)
      const second = worker.ask('GET', '/api/tunnels', undefined, operator)
      response.end(await (await fetch(`${issuer.origin}/keys`)).text())
      expect((await second).status).toBe(200)
      expect(fetches()).toBe(1)
    } finally {
      await stop()
    }
  })

  test('that cannot be fetched are answered with 503, and not with a request to sign in', async () => {
    const { worker, operator, stop } = await startKeys((response) =>
      response.writeHead(500).end('<h1>oops</h1>'),
    )
    try {
      const { status, text } = await worker.ask('GET', '/', undefined, operator)
      expect([status, JSON.parse(text).errors[0].code]).toEqual([503, REFUSALS.keys_unavailable.code])
    } finally {
      await stop()
    }
  })
})
