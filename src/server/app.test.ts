/** The proxy as a whole: what passes, what is refused, and what is ever reached. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUILD_HEADER } from '../contract/build.ts'
import { REFUSALS, type Refusal } from '../contract/calls/refusals.ts'
import { securityHeaders } from './http/security-headers.ts'
import {
  ACCOUNT,
  appOn,
  configOf,
  createFake,
  incoming,
  input,
  LIVE,
  ORIGIN,
  request,
  TOKEN,
  TUNNEL,
} from './testing.ts'

const root = `/accounts/${ACCOUNT}/magic`
const seeded = () => {
  const fake = createFake()
  fake.tunnels.set(TUNNEL, { ...input('seeded'), id: TUNNEL, unknown_yet: { kept: true } })
  return fake
}
const one = `/api/tunnels/${TUNNEL}`

describe('an accepted request and the upstream calls it makes', () => {
  test.each<[string, string, unknown, string[]]>([
    ['GET', '/api/tunnels', undefined, [`GET ${root}/ipsec_tunnels`]],
    ['GET', one, undefined, [`GET ${root}/ipsec_tunnels/${TUNNEL}`]],
    ['POST', '/api/tunnels/validate', {}, [`POST ${root}/ipsec_tunnels?validate_only=true`]],
    ['POST', '/api/tunnels', input(), [`GET ${root}/ipsec_tunnels`, `POST ${root}/ipsec_tunnels`]],
    [
      'POST',
      `${one}/validate?for=update`,
      { name: 'x' },
      // The tunnel is read first, to keep its unknown fields.
      [`GET ${root}/ipsec_tunnels/${TUNNEL}`, `PUT ${root}/ipsec_tunnels/${TUNNEL}?validate_only=true`],
    ],
    ['POST', `${one}/validate?for=delete`, {}, [`DELETE ${root}/ipsec_tunnels/${TUNNEL}?validate_only=true`]],
  ])('%s %s', async (method, path, body, expected) => {
    const fake = seeded()
    const response = await appOn(fake.send).fetch(request(method, path, body))
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ success: true, errors: [] })
    expect(fake.lines()).toEqual(expected)
    for (const { headers } of fake.seen) {
      expect(headers).toEqual({
        authorization: `Bearer ${TOKEN}`,
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'tunneldesk',
        'x-magic-new-hc-target': 'true',
        ...('content-type' in headers && { 'content-type': 'application/json' }),
      })
    }
  })

  test('fields that the contract does not know are passed on to the browser', async () => {
    const response = await appOn(seeded().send).fetch(request('GET', one))
    expect(await response.json()).toMatchObject({ result: { ipsec_tunnel: { unknown_yet: { kept: true } } } })
  })

  test('the answer to a create contains its outcome', async () => {
    const response = await appOn(createFake().send).fetch(request('POST', '/api/tunnels', input()))
    expect(await response.json()).toMatchObject({ outcome: 'done', result: { name: 'paris' } })
  })
})

const headers = (changed: Record<string, string | null>) =>
  ['POST', '/api/tunnels', input(), changed] as const
const sent = (body: unknown) => ['POST', '/api/tunnels', body, {}] as const

describe('a request that is refused before any upstream call', () => {
  test.each<[string, Refusal, readonly [string, string, unknown, Record<string, string | null>]]>([
    ['a foreign name that resolves to us', 'wrong_host', headers({ host: 'evil.example:8787' })],
    ['our name on another port', 'wrong_host', headers({ host: '127.0.0.1:8788' })],
    ['our name without its port', 'wrong_host', headers({ host: '127.0.0.1' })],
    ['a host with a user in it', 'wrong_host', headers({ host: 'x@127.0.0.1:8787' })],
    ['another site', 'cross_site', headers({ 'sec-fetch-site': 'cross-site' })],
    ['another port of this machine', 'cross_site', headers({ 'sec-fetch-site': 'same-site' })],
    ['an address typed by hand', 'cross_site', headers({ 'sec-fetch-site': 'none' })],
    ['a foreign origin', 'cross_site', headers({ origin: 'http://evil.example' })],
    ['a sandboxed frame', 'cross_site', headers({ origin: 'null' })],
    ['an alias as origin', 'cross_site', headers({ origin: 'http://localhost:8787' })],
    ['a navigation', 'cross_site', headers({ 'sec-fetch-mode': 'navigate' })],
    [
      'a read from another site',
      'cross_site',
      ['GET', '/api/tunnels', undefined, { 'sec-fetch-site': 'cross-site' }],
    ],
    ['a read with a foreign origin', 'cross_site', ['GET', '/api/tunnels', undefined, { origin: 'null' }]],
    ['a write without our header', 'missing_header', headers({ 'x-tunneldesk': null })],
    ['our header with another value', 'missing_header', headers({ 'x-tunneldesk': '1, 1' })],
    ['a form', 'wrong_type', headers({ 'content-type': 'application/x-www-form-urlencoded' })],
    ['text', 'wrong_type', headers({ 'content-type': 'text/plain' })],
    ['no type', 'wrong_type', headers({ 'content-type': null })],
    ['two types', 'wrong_type', headers({ 'content-type': 'application/json, text/plain' })],
    ['another charset', 'wrong_type', headers({ 'content-type': 'application/json; charset=utf-7' })],
    ['a compressed body', 'wrong_type', headers({ 'content-encoding': 'gzip' })],
    ['a read with a body', 'bad_request', ['GET', '/api/tunnels', undefined, { 'content-length': '2' }]],
    ['a declared size over the limit', 'too_large', headers({ 'content-length': '65537' })],
    ['an unknown address', 'not_found', ['GET', '/api/zones', undefined, {}]],
    ['the root of the API', 'not_found', ['GET', '/api', undefined, {}]],
    ['a trailing slash', 'not_found', ['GET', '/api/tunnels/', undefined, {}]],
    ['another method', 'wrong_method', ['PUT', '/api/tunnels', {}, {}]],
    ['PATCH', 'wrong_method', ['PATCH', one, {}, {}]],
    ['OPTIONS', 'wrong_method', ['OPTIONS', '/api/tunnels', undefined, {}]],
    ['HEAD', 'wrong_method', ['HEAD', '/api/tunnels', undefined, {}]],
    ['a write to a page', 'wrong_method', ['POST', '/tunnels', {}, {}]],
    [
      'an id with a path traversal',
      'bad_request',
      ['GET', '/api/tunnels/..%2f..%2fuser%2ftokens%2fverify', undefined, {}],
    ],
    ['an id that is encoded twice', 'bad_request', ['PUT', '/api/tunnels/%252e', input(), {}]],
    ['an encoded address', 'bad_request', ['GET', '/%61pi/tunnels', undefined, {}]],
    ['a doubled slash', 'bad_request', ['GET', '//api/tunnels', undefined, {}]],
    [
      'an upper-case id',
      'bad_id',
      ['GET', one.toUpperCase().replace('/API/TUNNELS', '/api/tunnels'), undefined, {}],
    ],
    ['a short id', 'bad_id', ['GET', '/api/tunnels/c4a7', undefined, {}]],
    ['the bulk update under an id', 'bad_id', ['PUT', '/api/tunnels/psk', input(), {}]],
    ['a query', 'bad_request', ['GET', '/api/tunnels?per_page=1', undefined, {}]],
    ['a create with validate_only', 'bad_request', ['POST', '/api/tunnels?validate_only=true', input(), {}]],
    [
      'a dry-run without validate_only',
      'bad_request',
      ['POST', '/api/tunnels/validate?validate_only=false', {}, {}],
    ],
    ['a dry-run without a purpose', 'bad_request', ['POST', `${one}/validate`, {}, {}]],
    ['a doubled purpose', 'bad_request', ['POST', `${one}/validate?for=update&for=delete`, {}, {}]],
    ['an encoded purpose', 'bad_request', ['POST', `${one}/validate?for=updat%65`, {}, {}]],
    ['invalid JSON', 'bad_body', sent('{"name":')],
    ['an empty body', 'bad_body', sent('')],
    ['a list', 'bad_body', sent([input()])],
    ['an unknown field', 'bad_body', sent({ ...input(), account_id: ACCOUNT })],
    ['an unknown nested field', 'bad_body', sent({ ...input(), bgp: { customer_asn: 1, x: 1 } })],
    ['a field given twice', 'bad_body', sent(`{"name":"a","name":"b"}`)],
    ['a field given twice, once escaped', 'bad_body', sent(`{"name":"a","n\\u0061me":"b"}`)],
    ['a prototype', 'bad_body', sent(`{"__proto__":{"name":"a"}}`)],
    ['deep nesting', 'bad_body', sent(`${'['.repeat(13)}${']'.repeat(13)}`)],
    ['null where a text belongs', 'bad_body', sent({ ...input(), description: null })],
    ['a missing field', 'bad_body', sent({ name: 'x' })],
    ['a body over the limit', 'too_large', sent({ ...input(), description: 'x'.repeat(65_536) })],
  ])('%s: %s', async (_what, refusal, [method, path, body, changed]) => {
    const fake = seeded()
    const app = appOn(fake.send)
    const given = request(method, path, body, changed)
    const response = await app.fetch(given)
    expect(response.status).toBe(REFUSALS[refusal].status)
    if (method !== 'HEAD') {
      const { errors } = (await response.json()) as { errors: { code: number }[] }
      expect(errors[0]?.code).toBe(REFUSALS[refusal].code)
    }
    expect(fake.seen).toEqual([])
    expect(fake.tunnels.size).toBe(1)
  })

  test('has bytes that are not UTF-8', async () => {
    const fake = createFake()
    const bytes = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])
    const base = request('POST', '/api/tunnels/validate', {})
    const response = await appOn(fake.send).fetch(new Request(base, { body: bytes, method: 'POST' }))
    expect(response.status).toBe(400)
    expect(fake.seen).toEqual([])
  })

  test('has an endless body without a length', async () => {
    const fake = createFake()
    let pulled = 0
    const body = new ReadableStream({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(8192).fill(32))
      },
    })
    const { url, headers: own } = request('POST', '/api/tunnels/validate', {})
    const endless = new Request(url, { method: 'POST', headers: own, body, duplex: 'half' } as RequestInit)
    expect((await appOn(fake.send).fetch(endless)).status).toBe(413)
    expect(pulled).toBeLessThan(12)
    expect(fake.seen).toEqual([])
  })

  test('names the fields that do not fit, and quotes no value', async () => {
    const body = { ...input(), bgp: { customer_asn: 'CANARY-PSK', md5_key: 'a?' }, 'CANARY-KEY': 1 }
    const response = await appOn(createFake().send).fetch(request('POST', '/api/tunnels', body))
    const text = await response.text()
    const { errors } = JSON.parse(text) as { errors: { source?: { pointer: string } }[] }
    const places = errors.map(({ source }) => source?.pointer)
    expect(places).toEqual(expect.arrayContaining(['/bgp/customer_asn', '/bgp/md5_key']))
    expect(text).not.toContain('CANARY')
  })
})

describe('every response', () => {
  const all: [string, string, number][] = [
    ['GET', '/', 200],
    ['GET', '/tunnels/new/basics', 200],
    ['GET', '/nothing', 404],
    ['GET', '/assets/nothing.js', 404],
    ['GET', '/healthz', 200],
    ['GET', '/readyz', 200],
    ['GET', '/api/meta', 200],
    ['GET', '/api/tunnels', 200],
    ['GET', '/api/nothing', 404],
    ['POST', '/tunnels', 405],
    ['DELETE', '/api/tunnels', 405],
  ]
  test.each(all)('%s %s has exactly our headers', async (method, path, status) => {
    const response = await appOn(createFake().send).fetch(
      request(method, path, method === 'GET' ? undefined : {}),
    )
    expect(response.status).toBe(status)
    const found = Object.fromEntries(response.headers)
    const own = [BUILD_HEADER, 'cache-control', 'content-type', 'etag', 'vary', 'x-request-id']
    expect(
      Object.keys(found)
        .filter((name) => !own.includes(name))
        .sort(),
    ).toEqual(Object.keys(securityHeaders(ORIGIN)).sort())
    expect(found).toMatchObject(securityHeaders(ORIGIN))
    expect(found['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(found['cache-control']).toBe(
      path.startsWith('/api') || /z$/.test(path) ? 'no-store' : status === 405 ? 'no-store' : 'no-cache',
    )
  })

  test("has a request id of this server, never the client's", async () => {
    const given = request('GET', '/api/tunnels', undefined, { 'x-request-id': 'forged' })
    expect((await appOn(createFake().send).fetch(given)).headers.get('x-request-id')).not.toBe('forged')
  })

  test('has Strict-Transport-Security only when it is served over https', () => {
    expect(securityHeaders('https://tunnels.example')).toHaveProperty('strict-transport-security')
    expect(securityHeaders(ORIGIN)).not.toHaveProperty('strict-transport-security')
  })
})

test('under another name of this machine a page redirects to the one origin, and an API call does not', async () => {
  const app = appOn(createFake().send)
  const at = (path: string) =>
    app.fetch(new Request(`http://localhost:8787${path}`, { headers: { host: 'localhost:8787' } }))
  const page = await at('/tunnels/new/basics?from=x')
  expect([page.status, page.headers.get('location')]).toEqual([307, `${ORIGIN}/tunnels/new/basics?from=x`])
  expect((await at('/api/tunnels')).status).toBe(200)
})

test('health probes need no known host and no sign-in', async () => {
  const app = appOn(createFake().send)
  const probe = (path: string) =>
    app.fetch(new Request(`http://10.0.0.7${path}`, { headers: { host: '10.0.0.7' } }))
  expect((await probe('/healthz')).status).toBe(200)
  expect((await probe('/readyz')).status).toBe(200)
  expect((await probe('/api/meta')).status).toBe(421)
})

test('a thousand readiness probes make one upstream call', async () => {
  const fake = createFake()
  const app = appOn(fake.send)
  await Promise.all(Array.from({ length: 1000 }, () => app.request('/readyz')))
  expect(fake.seen).toHaveLength(1)
})

test.each([
  [403, 503],
  [500, 503],
  [429, 200],
])('when the API answers with %i, readiness probes get %i', async (answer, expected) => {
  const app = appOn(async () => incoming(answer, { success: false, errors: [{ code: 1, message: 'x' }] }))
  expect((await app.request('/readyz')).status).toBe(expected)
})

test('in read-only mode no write is sent, but dry-runs are', async () => {
  const fake = seeded()
  const app = appOn(fake.send, configOf({ ...LIVE, READ_ONLY: '1' }))
  const refused = await app.fetch(request('POST', '/api/tunnels', input()))
  expect(await refused.json()).toMatchObject({
    errors: [{ code: REFUSALS.read_only.code }],
    outcome: 'not_done',
  })
  expect(fake.seen).toEqual([])
  expect((await app.fetch(request('POST', '/api/tunnels/validate', {}))).status).toBe(200)
})
describe('any request', () => {
  const below = new RegExp(
    `^[A-Z]+ ${root}/ipsec_tunnels(/[0-9a-f]{32}(/psk_generate)?|/psk)?(\\?validate_only=true)?$`,
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.stringMatching(/^[./%0-9a-f?#&=\\]{0,60}$/),
    fc.constantFrom('..', '%2e%2e%2f', TUNNEL, `${TUNNEL}/../psk`, 'validate', 'psk', '?validate_only=false'),
  )
  const asked = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
    segments: fc.array(text, { maxLength: 3 }),
    query: fc.option(text),
    body: fc.oneof(fc.jsonValue(), fc.constant(input()), fc.constant({})),
  })

  /** A minute passes between requests, so that the budget refuses none of them. */
  const unhurried = () => {
    let time = 0
    return { clock: { now: () => (time += 60_000), wait: async () => undefined } }
  }

  test("reaches only the configured account's tunnels", async () => {
    const fake = seeded()
    const app = appOn(fake.send, configOf(), unhurried())
    await fc.assert(
      fc.asyncProperty(asked, async ({ method, segments, query, body }) => {
        const path = `/api/tunnels${segments.map((part) => `/${part}`).join('')}${query === null ? '' : `?${query}`}`
        if (!URL.canParse(`${ORIGIN}${path}`)) return
        await app.fetch(request(method, path, method === 'GET' ? undefined : body))
      }),
      { numRuns: 3000 },
    )
    // A random part of the requests is sent upstream, about 70.
    expect(fake.seen.length).toBeGreaterThan(30)
    for (const line of fake.lines()) expect(line).toMatch(below)
  })

  test('for a dry-run stores nothing and is sent with validate_only', async () => {
    const fake = createFake()
    const app = appOn(fake.send, configOf(), unhurried())
    await fc.assert(
      fc.asyncProperty(
        fc.option(text),
        fc.oneof(fc.jsonValue(), fc.constant(input())),
        async (query, body) => {
          const path = `/api/tunnels/validate${query === null ? '' : `?${query}`}`
          if (URL.canParse(`${ORIGIN}${path}`)) await app.fetch(request('POST', path, body))
        },
      ),
      { numRuns: 1500 },
    )
    expect(fake.tunnels.size).toBe(0)
    // A random part of the requests is sent upstream, about 70.
    expect(fake.seen.length).toBeGreaterThan(30)
    for (const line of fake.lines()) expect(line).toBe(`POST ${root}/ipsec_tunnels?validate_only=true`)
  })
})
