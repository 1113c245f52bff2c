/** The audit log: one line before a change and one after it, without secrets. */
import { describe, expect, test } from 'vitest'
import { ok } from '../../contract/envelope.ts'
import {
  answerOf,
  appOn,
  configOf,
  createClock,
  createFake,
  incoming,
  input,
  request,
  TOKEN,
  TUNNEL,
} from '../testing.ts'
import type { Incoming, Outgoing } from '../upstream/transport.ts'

const PSK = 'canary-psk-"\\-7c1d'
const MD5 = 'canary-md5-3f'
const secrets = [TOKEN, PSK, JSON.stringify(PSK).slice(1, -1), MD5]
const withKeys = { ...input(), psk: PSK, bgp: { customer_asn: 64_700, md5_key: MD5 } }

const setUp = (send?: (sent: Outgoing, honest: () => Promise<Incoming>) => Promise<Incoming>) => {
  const clock = createClock()
  const fake = createFake(clock.now)
  const said: string[] = []
  const audited: Record<string, unknown>[] = []
  let isFull = false
  const app = appOn((sent) => (send ? send(sent, () => fake.send(sent)) : fake.send(sent)), configOf(), {
    clock,
    log: (line) => void said.push(line),
    audit: async (line) => {
      if (isFull) throw new Error('no space left')
      said.push(line)
      audited.push(JSON.parse(line) as Record<string, unknown>)
    },
  })
  const ask = (method: string, path: string, body?: unknown) => app.fetch(request(method, path, body))
  const fill = () => {
    isFull = true
  }
  return { clock, fake, said, audited, ask, fill }
}

describe('the audit log', () => {
  test('has one line before a change and one after it, with the caller, the change and its outcome', async () => {
    const { ask, audited } = setUp(async (sent, honest) => ({
      ...(await honest()),
      header: (name) => (name === 'cf-ray' && sent.method === 'POST' ? '8f1c2d3e4a5b6c7d-LIS' : null),
    }))
    const response = await ask('POST', '/api/tunnels', withKeys)
    const common = {
      id: response.headers.get('x-request-id'),
      actor: 'tester',
      known_by: 'local',
      action: 'createTunnel',
      tunnel: null,
      name: 'paris',
      fields: ['name', 'cloudflare_endpoint', 'interface_address', 'psk', 'bgp.customer_asn', 'bgp.md5_key'],
    }
    expect(audited).toEqual([
      { time: '2027-01-15T08:00:00.000Z', audit: 'intent', ...common },
      {
        time: '2027-01-15T08:00:00.000Z',
        audit: 'outcome',
        ...common,
        outcome: 'done',
        status: 200,
        upstream_status: 200,
        ray: '8f1c2d3e4a5b6c7d-LIS',
      },
    ])
  })

  test.each<[string, object, (sent: Outgoing, honest: () => Promise<Incoming>) => Promise<Incoming>]>([
    [
      'a refusal of the API',
      { outcome: 'not_done', upstream_status: 400 },
      async (sent, honest) =>
        sent.method === 'POST' ? incoming(400, { success: false, errors: [] }) : honest(),
    ],
    [
      'an API that is down before the create is sent',
      { outcome: 'not_done', upstream_status: 500 },
      async () => incoming(500, 'down'),
    ],
    [
      'a lost answer, and no tunnel',
      { outcome: 'unknown', upstream_status: null },
      async (sent, honest) => (sent.method === 'POST' ? Promise.reject(new Error('cut')) : honest()),
    ],
    [
      'a lost answer, and a tunnel that is found',
      { outcome: 'done', found_by_looking: true },
      async (sent, honest) => {
        const answer = await honest()
        return sent.method === 'POST' ? Promise.reject(new Error('cut')) : answer
      },
    ],
  ])('%s: %j', async (_what, expected, send) => {
    const { ask, audited } = setUp(send)
    await ask('POST', '/api/tunnels', input())
    const [intent, outcome] = audited
    expect(audited).toHaveLength(2)
    expect(intent).toMatchObject({ audit: 'intent' })
    expect(intent).not.toHaveProperty('outcome')
    expect(outcome).toMatchObject({ audit: 'outcome', ...expected })
    expect('found_by_looking' in (outcome ?? {})).toBe('found_by_looking' in expected)
  })

  test('has no line for reads, dry-runs and requests that the guard refused', async () => {
    const { ask, audited } = setUp()
    await ask('GET', '/api/tunnels')
    await ask('POST', '/api/tunnels/validate', withKeys)
    await ask('POST', '/api/tunnels', { name: 'x' })
    expect(audited).toEqual([])
  })

  test('allows no change while it cannot be written, and still allows reads', async () => {
    const { ask, fake, fill } = setUp()
    fill()
    expect(await answerOf(await ask('POST', '/api/tunnels', input()))).toMatchObject({
      status: 503,
      outcome: 'not_done',
    })
    expect(fake.seen).toEqual([])
    expect((await ask('GET', '/api/tunnels')).status).toBe(200)
  })

  test('has nothing in a line that could end or reorder it, even if a name contains it', async () => {
    const { ask, audited, said } = setUp()
    const name = 'x\u2028{"audit":"outcome"}\u202e\u{e0041}'
    expect((await ask('POST', '/api/tunnels', { ...input(), name })).status).toBe(200)
    expect(audited).toMatchObject([{ name }, { name }])
    for (const line of said) expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  })
})

test('no answer, log line or audit line contains a key or the token, even when the API quotes them', async () => {
  const quoting = `bad key ${PSK} or ${MD5} for Bearer ${TOKEN}`
  const { ask, said } = setUp(async (sent, honest) => {
    if (sent.method === 'GET') return honest()
    const body = {
      success: false,
      errors: [{ code: 1, message: quoting, [TOKEN]: PSK, x: { deep: [quoting] } }],
      result: sent.headers,
    }
    return incoming(400, body, { 'cf-ray': TOKEN, 'set-cookie': 'a=b', server: TOKEN })
  })
  const texts: string[] = []
  for (const [method, path] of [
    ['POST', '/api/tunnels'],
    ['POST', '/api/tunnels/validate'],
    ['PUT', `/api/tunnels/${TUNNEL}`],
    ['POST', `/api/tunnels/${TUNNEL}/validate?for=update`],
  ] as const) {
    const response = await ask(method, path, withKeys)
    texts.push(await response.text(), JSON.stringify([...response.headers]))
  }
  const route = { prefix: '10.20.0.0/16', nexthop: '10.100.0.9', priority: 100 }
  for (const [method, path, body] of [
    ['POST', '/api/routes', route],
    ['POST', '/api/routes/validate', route],
    ['POST', `/api/routes/${TUNNEL}/validate?for=update`, route],
    ['DELETE', `/api/routes/${TUNNEL}`, {}],
  ] as const) {
    const text = await (await ask(method, path, body)).text()
    expect(text).toContain('bad key')
    // A request about a route contains no key, so the token is the only secret to hide.
    expect(text).not.toContain(TOKEN)
  }
  texts.push(await (await ask('POST', `/api/tunnels/${TUNNEL}/psk`, { psk: PSK })).text())
  texts.push(await (await ask('POST', '/api/tunnels', `{"psk":"${MD5}","psk":`)).text())
  texts.push(await (await ask('POST', '/api/tunnels', { ...withKeys, [PSK]: 1 })).text())
  expect(texts.join()).toContain('bad key')
  for (const secret of secrets) {
    expect(said.join('\n')).not.toContain(secret)
    expect(texts.join('\n')).not.toContain(secret)
  }
})

test.each([
  ['inside quoted JSON', (psk: string) => JSON.stringify({ psk })],
  ['inside a quoted URL', (psk: string) => `https://api.invalid/?psk=${encodeURIComponent(psk)}`],
])('a key with special characters is hidden %s', async (_where, quote) => {
  const psk = 'Canary"Psk\\4711/xyz%'
  const { ask } = setUp(async () =>
    incoming(400, { success: false, errors: [{ code: 1, message: `bad request ${quote(psk)}` }] }),
  )
  const text = await (await ask('POST', '/api/tunnels/validate', { ...input(), psk })).text()
  expect(text).toContain('bad request')
  expect(text).not.toContain('4711')
})

test('an answer nested too deep to read is an unknown outcome in the audit log, and calls go on', async () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  const unreadable = `{"success":true,"errors":[],"messages":[],"result":{"id":"${TUNNEL}","name":"x","more":${deep}}}`
  let mode: 'down' | 'deep' | 'honest' = 'deep'
  const { ask, audited, clock } = setUp(async (sent, honest) => {
    if (mode === 'down') return incoming(503, 'down')
    return mode === 'deep' && sent.method === 'POST' ? incoming(200, unreadable) : honest()
  })
  expect(await answerOf(await ask('POST', '/api/tunnels', input()))).toMatchObject({ outcome: 'unknown' })
  expect(audited.at(-1)).toMatchObject({ audit: 'outcome', outcome: 'unknown' })

  // The one call that tests whether a failing API works again gets such an answer.
  mode = 'down'
  for (let time = 0; time < 5; time++) await ask('POST', '/api/tunnels/validate', input())
  clock.time += 11_000
  mode = 'deep'
  expect((await ask('POST', '/api/tunnels/validate', input())).status).not.toBe(500)
  clock.time += 11_000
  mode = 'honest'
  expect((await ask('POST', '/api/tunnels/validate', input())).status).toBe(200)
})

test('no answer or log line contains a key or the token, even when the API echoes the request', async () => {
  const note = `for Bearer ${TOKEN}`
  const echo = { psk: PSK, note, odd_values: { [note]: 1 } }
  const { ask, said } = setUp(async (sent) => {
    const sentBody = JSON.parse(sent.body ?? '{}') as object
    const tunnel = { ...input(), ...sentBody, id: TUNNEL, ...echo }
    const { pathname, search } = new URL(sent.url)
    if (sent.method === 'GET' && pathname.endsWith('/ipsec_tunnels')) {
      const ipsec_tunnels = search === '' && sent.body === null ? [{ ...tunnel, name: 'other' }] : []
      return incoming(200, ok({ ipsec_tunnels }))
    }
    const answer =
      sent.method === 'GET'
        ? { ipsec_tunnel: tunnel }
        : sent.method === 'PUT'
          ? { modified_ipsec_tunnel: tunnel }
          : tunnel
    return incoming(200, { ...ok(answer), messages: [{ code: 1, message: `set ${PSK} ${echo.note}` }] })
  })
  for (const [method, path, body] of [
    ['POST', '/api/tunnels', withKeys],
    ['POST', '/api/tunnels/validate', withKeys],
    ['PUT', `/api/tunnels/${TUNNEL}`, withKeys],
    ['POST', `/api/tunnels/${TUNNEL}/psk`, { psk: PSK }],
  ] as const) {
    const response = await ask(method, path, body)
    const text = await response.text()
    expect([path, response.status, text.includes('canary-psk'), text.includes(TOKEN)]).toEqual([
      path,
      200,
      false,
      false,
    ])
  }
  for (const path of ['/api/tunnels', `/api/tunnels/${TUNNEL}`]) {
    const text = await (await ask('GET', path)).text()
    expect(text).toContain('162.159.64.1')
    expect(text).not.toContain('"psk"')
    expect(text).not.toContain(TOKEN)
  }
  expect(said.join()).toContain('odd_field')
  for (const secret of secrets) expect(said.join('\n')).not.toContain(secret)
})

test('a request body that breaks off is answered with 400 and logs no error', async () => {
  const said: string[] = []
  const app = appOn(createFake().send, configOf(), { log: (line) => void said.push(line) })
  const { url, headers } = request('POST', '/api/tunnels', {})
  const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })
  const broken = new Request(url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
  expect((await app.fetch(broken)).status).toBe(400)
  expect(said.join()).not.toContain('"event":"error"')
})

test('an internal error is logged by its kind only, without its message', async () => {
  const { ask, said } = setUp()
  const broken = appOn(createFake().send, configOf(), {
    log: (line) => void said.push(line),
    assets: () => {
      throw new TypeError(`at ${PSK}`)
    },
  })
  const response = await broken.fetch(request('GET', '/'))
  expect(response.status).toBe(500)
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await response.text()).not.toContain('canary')
  expect(said.join()).not.toContain('canary')
  expect(JSON.parse(said[0] ?? '')).toMatchObject({ event: 'error', kind: 'TypeError' })
  await ask('GET', '/api/tunnels')
})
