/** A request for every refusal of the API. */
import { afterAll, describe, expect, test } from 'vitest'
import { MAX_FILLED } from '../contract/sandbox.ts'
import { MAX_BODY_BYTES } from './api/request.ts'
import { MAX_TUNNELS } from './api/serve.ts'
import { CODES } from './refusals.ts'
import { ACCOUNT, FULL, INPUT, problems, type Said, start } from './testing.ts'
import { createMemoryStore } from './world/store.ts'

const NOBODY = `/${'0'.repeat(32)}`
const reached = new Set<number>()

const refused = async (said: Promise<Said>): Promise<Said> => {
  const { success, errors, result } = await said
  expect(success).toBe(false)
  expect(result).toBeNull()
  for (const { code } of errors) reached.add(code)
  return said
}
const create = (body: unknown, headers: Record<string, string> = {}) =>
  refused(start().call('POST', '', body, { headers }))

/** Codes that only faults use, which have their own test. */
const BY_FAULT = [
  CODES.notOnboarded,
  CODES.unauthorized,
  CODES.badToken,
  CODES.authentication,
  CODES.simulated,
  CODES.locked,
]

afterAll(() => {
  const codes = Object.values(CODES).filter((code) => !(BY_FAULT as number[]).includes(code))
  expect(codes.filter((code) => !reached.has(code))).toEqual([])
})

test('invented codes are in their own range', () => {
  const known = [971, 1012, 1020, 1022, 1025, 1032, 6003, 7003, 10_000]
  for (const code of Object.values(CODES)) {
    if (!known.includes(code)) expect(code).toBeGreaterThan(99_000)
    expect(code).toBeLessThan(99_999)
  }
  expect(new Set(Object.values(CODES)).size).toBe(Object.values(CODES).length)
})

test('a static route that does not exist', async () => {
  const said = await refused(start().call('GET', NOBODY, undefined, { resource: 'routes' }))
  expect([said.status, ...problems(said)]).toEqual([404, [undefined, CODES.routeNotFound]])
})

describe('credentials', () => {
  test.each<[Record<string, string>, number]>([
    [{ Authorization: 'sandbox' }, 6111],
    [{ Authorization: 'Bearer' }, 6111],
    [{ Authorization: 'Bearer a b' }, 6111],
    [{ Authorization: 'bearer x' }, 6111],
    [{ Authorization: 'Basic eA==' }, 6111],
    [{ Authorization: '' }, 6111],
  ])('%j are malformed', async (headers, code) => {
    const said = await refused(start().call('GET', '', undefined, { headers }))
    expect(said.status).toBe(400)
    expect(said.errors).toEqual([
      {
        code: 6003,
        message: 'Invalid request headers',
        error_chain: [{ code, message: 'Invalid format for Authorization header' }],
      },
    ])
  })

  test('may be any token, or any global key with an email address', async () => {
    const { sandbox } = start()
    const ask = async (headers: Record<string, string>) => {
      const url = `http://sandbox.invalid/client/v4/accounts/${ACCOUNT}/magic/ipsec_tunnels`
      const response = await sandbox.fetch(new Request(url, { headers }))
      return (await response.json()).errors[0]?.error_chain[0]
    }
    const chain = { code: 6103, message: 'Invalid format for X-Auth-Key header' }
    expect(await ask({ 'X-Auth-Key': 'k' })).toEqual(chain)
    expect(await ask({ 'X-Auth-Key': 'k k', 'X-Auth-Email': 'a@b.example' })).toEqual(chain)
    expect(await ask({ 'X-Auth-Key': 'k', 'X-Auth-Email': 'a@b.example' })).toBeUndefined()
    expect(await ask({ Authorization: 'Bearer anything-goes' })).toBeUndefined()
  })
})

describe('a path or query', () => {
  test.each([
    ['GET', `/client/v4/accounts/${ACCOUNT}/magic/gre_tunnels`],
    ['PATCH', `/client/v4/accounts/${ACCOUNT}/magic/ipsec_tunnels${NOBODY}`],
    ['POST', `/client/v4/accounts/${ACCOUNT}/magic/ipsec_tunnels${NOBODY}`],
    ['GET', `/client/v4/accounts/${ACCOUNT}/magic/ipsec_tunnels${NOBODY}/psk_generate`],
    ['GET', '/client/v4/accounts/abc/magic/ipsec_tunnels'],
    ['GET', `/client/v4/accounts/${ACCOUNT.toUpperCase()}/magic/ipsec_tunnels`],
    ['GET', '/client/v4/user/tokens/verify'],
    ['GET', '/'],
    ['GET', '/sandbox'],
  ])('%s %s is not a route', async (method, path) => {
    const response = await start().fetch(method, path)
    expect(response.status).toBe(404)
    expect(response.headers.get('Ratelimit')).toMatch(/^"default";r=1199;t=300$/)
    const { errors } = await response.json()
    expect(errors).toEqual([
      { code: 7003, message: `Could not route to ${path}, perhaps your object identifier is invalid?` },
    ])
    reached.add(errors[0].code)
  })

  test.each([
    ['GET', ''],
    ['PUT', ''],
    ['DELETE', ''],
    ['POST', '/psk_generate'],
  ])('%s %s of a tunnel that does not exist is not found', async (method, below) => {
    const said = await refused(start().call(method, NOBODY + below, method === 'GET' ? undefined : INPUT))
    expect(said.status).toBe(404)
    expect(said.errors).toEqual([{ code: 1032, message: 'IPsec tunnel not found' }])
  })

  test.each(['1', 'TRUE', '', 'yes', 'true&validate_only=true', 'true&validate_only=false'])(
    'validate_only=%s is refused, because it is ambiguous',
    async (value) => {
      const { call, list } = start()
      const before = await list()
      const said = await refused(call('POST', '', INPUT, { query: `?validate_only=${value}` }))
      expect(problems(said)).toEqual([[undefined, CODES.badQuery]])
      expect(await list()).toEqual(before)
    },
  )
})

describe('a body', () => {
  test.each([
    ['null', 'null'],
    ['[]', 'array'],
    ['"text"', 'string'],
    ['7', 'number'],
    ['true', 'bool'],
  ])('%s is not a tunnel', async (body, type) => {
    for (const [method, path] of [
      ['POST', ''],
      ['POST', '/psk'],
    ] as const) {
      const said = await refused(start().call(method, path, body))
      expect(said.status).toBe(400)
      expect(said.errors).toEqual([
        {
          code: 1022,
          message: `Invalid Request: json: cannot unmarshal ${type} into Go value of type map[string]interface {}`,
        },
      ])
    }
  })

  test('that is not JSON is refused without being quoted', async () => {
    const said = await create('{"psk":"canary-in-a-broken-body')
    expect([said.status, problems(said)]).toEqual([400, [['', 1022]]])
    expect(said.text).not.toContain('canary')
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx'])(
    'of type %s is refused',
    async (type) => {
      const said = await create(INPUT, { 'Content-Type': type })
      expect([said.status, problems(said)]).toEqual([415, [[undefined, CODES.wrongContentType]]])
    },
  )

  test('over the size limit is refused', async () => {
    const said = await create({ ...INPUT, description: 'x'.repeat(MAX_BODY_BYTES) })
    expect([said.status, problems(said)]).toEqual([413, [[undefined, CODES.tooLarge]]])
  })

  const sentence = (doing: string, type: string) =>
    `Invalid Request: error parsing request body while ${doing} IPsec Tunnel: type "${type}" is not permitted to be null`

  test('with null for a value is refused with the text of the real API', async () => {
    const nulls = {
      description: null,
      replay_protection: null,
      bgp: { customer_asn: null, md5_key: null },
      health_check: { rate: null },
    }
    const told = (doing: string) =>
      [
        ['/description', 'string'],
        ['/replay_protection', 'boolean'],
        ['/health_check/rate', 'string'],
        ['/bgp/customer_asn', 'number'],
        ['/bgp/md5_key', 'string'],
      ].map(([pointer, type = '']) => ({ code: 1022, message: sentence(doing, type), source: { pointer } }))
    const said = await create({ ...INPUT, ...nulls })
    expect(said.status).toBe(400)
    expect(said.errors).toEqual(told('creating'))
    const { call, list } = start()
    const [{ id } = { id: '' }] = await list()
    expect((await refused(call('PUT', `/${id}`, { ...INPUT, ...nulls }))).errors).toEqual(told('updating'))
  })

  test('with null for an object or a list omits it, and in a partial update removes it', async () => {
    const { call } = start()
    const given = {
      ...INPUT,
      bgp: { customer_asn: 64700, extra_prefixes: null },
      custom_remote_identities: null,
    }
    const made = await call('POST', '', { ...given, health_check: { target: null } })
    expect(made.status).toBe(200)
    expect(made.result.bgp.extra_prefixes).toEqual([])
    expect(made.result).not.toHaveProperty('custom_remote_identities')
    expect(made.result.health_check.target).toEqual({ effective: '' })
    const changed = await call('PUT', `/${made.result.id}`, { bgp: null })
    expect(changed.result.modified_ipsec_tunnel).toMatchObject(INPUT)
    expect(changed.result.modified_ipsec_tunnel).not.toHaveProperty('bgp')
    expect((await call('GET', `/${made.result.id}`)).result.ipsec_tunnel).not.toHaveProperty('bgp')
  })

  test('with a name of spaces only, or with a control character, is refused', async () => {
    for (const name of ['   ', '\u00a0\u200b', 'a\u0007b']) {
      expect(problems(await create({ ...INPUT, name }))).toEqual([['/name', CODES.wrongValue]])
    }
    expect(problems(await create({ ...INPUT, description: 'a\nb' }))).toEqual([
      ['/description', CODES.wrongValue],
    ])
  })

  test('may be missing where the schema requires an empty one', async () => {
    const { call, list } = start()
    const [{ id } = { id: '' }] = await list()
    expect((await call('POST', `/${id}/psk_generate`)).result.psk).toMatch(/^\w{32}$/)
    expect((await call('DELETE', `/${id}`)).result.deleted).toBe(true)
  })

  test('with wrong JSON types is refused with the type and pointer of each', async () => {
    const said = await create({
      ...INPUT,
      name: 7,
      replay_protection: 'true',
      bgp: { customer_asn: '64700', extra_prefixes: ['10.0.0.0/8', 5, 'x'] },
      health_check: [],
      custom_remote_identities: 'x',
      psk: {},
    })
    const texts = said.errors.map(({ source, message }) => [source?.pointer, message.split('cannot ')[1]])
    expect(texts).toEqual([
      ['/name', 'unmarshal number into Go value of type string'],
      ['/psk', 'unmarshal object into Go value of type string'],
      ['/replay_protection', 'unmarshal string into Go value of type bool'],
      ['/custom_remote_identities', 'unmarshal string into Go value of type map[string]interface {}'],
      ['/health_check', 'unmarshal array into Go value of type map[string]interface {}'],
      ['/bgp/customer_asn', 'unmarshal string into Go value of type int64'],
      ['/bgp/extra_prefixes/1', 'unmarshal number into Go value of type string'],
      // The valid parts are checked by the rules in the same answer.
      ['/bgp/extra_prefixes/2', undefined],
    ])
  })

  test('with the target of a health check in the wrong form for the header is refused', async () => {
    const health_check = (target: unknown) => ({ ...INPUT, health_check: { target } })
    const form = [['/health_check/target', CODES.targetForm]]
    const old = { 'x-magic-new-hc-target': 'false' }
    expect(problems(await create(health_check('203.0.113.45')))).toEqual(form)
    expect(problems(await create(health_check({ saved: '203.0.113.45' }), old))).toEqual(form)
    expect(problems(await create(health_check(7)))).toEqual([['/health_check/target', 1022]])
    expect((await create(health_check(null), old)).errors[0]?.message).toContain('not permitted to be null')
    expect(problems(await create(health_check({ saved: 7 })))).toEqual([['/health_check/target/saved', 1022]])
    expect(problems(await create(health_check('not an address'), old))).toEqual([
      ['/health_check/target', CODES.badTarget],
    ])
  })
})

describe('the rules', () => {
  test('all problems of a request are reported at once, each with a pointer', async () => {
    const said = await create({
      name: 'ams-dc1-a',
      cloudflare_endpoint: 'here',
      customer_endpoint: '203.0.113.0/24',
      interface_address: '192.0.2.0/31',
      interface_address6: '2606:54c1::1/64',
      custom_remote_identities: { fqdn_id: 'lis.example.com' },
      bgp: { customer_asn: 13335, md5_key: 'what?', extra_prefixes: ['10.0.0.0/8', '10.0.0.1'] },
      health_check: { rate: 'fast', target: { saved: 'there' } },
      automatic_return_routing: true,
    })
    expect(said.status).toBe(400)
    expect(problems(said)).toEqual([
      ['/health_check/rate', CODES.wrongValue],
      ['/name', CODES.nameTaken],
      ['/cloudflare_endpoint', CODES.badAddress],
      ['/customer_endpoint', CODES.badAddress],
      ['/interface_address', CODES.badAddress],
      ['/interface_address6', CODES.badAddress],
      ['/custom_remote_identities/fqdn_id', CODES.badIdentity],
      ['/bgp/customer_asn', CODES.badAsn],
      ['/bgp/md5_key', CODES.badMd5Key],
      ['/bgp/extra_prefixes/1', CODES.badPrefix],
      ['/health_check/target/saved', CODES.badTarget],
      ['/automatic_return_routing', CODES.flagMissing],
    ])
  })

  test('missing required fields are named', async () => {
    expect(problems(await create({ bgp: {} }))).toEqual([
      ['/name', CODES.missing],
      ['/cloudflare_endpoint', CODES.missing],
      ['/interface_address', CODES.missing],
      ['/bgp/customer_asn', CODES.missing],
    ])
  })

  test('a name, an address or an identity can be used once', async () => {
    const { call } = start()
    await call('POST', '', FULL)
    const again = await refused(call('POST', '', FULL))
    expect([again.status, problems(again)]).toEqual([
      400,
      [
        ['/name', CODES.nameTaken],
        ['/interface_address', CODES.overlap],
        ['/custom_remote_identities/fqdn_id', CODES.identityTaken],
      ],
    ])
    const inside = { ...INPUT, name: 'lis-branch-c', interface_address: '10.77.0.9/30' }
    const clash = await refused(call('POST', '', inside))
    expect([clash.status, problems(clash)]).toEqual([409, [['/interface_address', CODES.overlap]]])
  })

  test("the reference's own example is refused, because it breaks a documented rule", async () => {
    const said = await create({
      ...INPUT,
      name: 'IPsec_1',
      interface_address: '192.0.2.0/31',
      cloudflare_endpoint: '203.0.113.1',
    })
    expect(problems(said)).toEqual([['/interface_address', CODES.badAddress]])
    expect(said.errors[0]?.message).toContain('10.0.0.0/8')
  })
})

test('one id twice in a list is refused', async () => {
  const { call, list } = start()
  const [{ id } = { id: '' }] = await list()
  await refused(call('PUT', '', [{ id }, { id }]))
})

describe('the rate limit', () => {
  test('counts down, refuses all calls for five minutes, and then allows them again', async () => {
    const { call, clock } = start({ limit: 3 })
    for (const remaining of [2, 1, 0]) {
      const { headers } = await call('GET', '')
      expect(headers.get('Ratelimit')).toBe(`"default";r=${remaining};t=300`)
      expect(headers.get('Ratelimit-Policy')).toBe('"default";q=3;w=300')
      expect(headers.get('Retry-After')).toBeNull()
    }
    clock.time += 100_000
    const said = await refused(call('POST', '', INPUT))
    expect(said.status).toBe(429)
    expect(said.errors[0]?.message).toBe(
      'More than 3 requests per 300 seconds reached. Please wait and consider throttling your request speed',
    )
    expect(said.headers.get('Retry-After')).toBe('300')
    clock.time += 299_000
    expect((await call('GET', '')).headers.get('Retry-After')).toBe('1')
    expect((await call('GET', '', undefined, { account: 'b'.repeat(32) })).status).toBe(200)
    clock.time += 1_000
    expect((await call('GET', '')).status).toBe(200)
  })

  test('is 1,200 calls by default', async () => {
    const { call } = start()
    const statuses = await Promise.all(
      Array.from({ length: 1201 }, async () => (await call('GET', NOBODY)).status),
    )
    expect(statuses.filter((status) => status === 429)).toHaveLength(1)
  })
})

test('a world has a maximum size', async () => {
  const store = createMemoryStore(Date.now)
  const { call, list, steer } = start({ store })
  await steer('PUT', '/world', { tunnels: MAX_FILLED })
  // Stored directly, except the last two: a create checks each tunnel against all others, which is slow.
  const world = await store.load(ACCOUNT)
  const [sample] = world?.tunnels ?? []
  if (!world || !sample) throw new Error('The world was not filled')
  const missing = MAX_TUNNELS - 2 - world.tunnels.length
  const added = Array.from({ length: missing }, (_, n) => ({
    ...sample,
    id: n.toString(16).padStart(32, '0'),
    input: { ...sample.input, name: `site-${n}` },
  }))
  await store.save(ACCOUNT, { ...world, tunnels: [...world.tunnels, ...added] })
  const last = [0, 1].map((n) => ({ ...INPUT, name: `last-${n}`, interface_address: `10.100.${n}.0/31` }))
  expect((await call('POST', '', { ipsec_tunnels: last })).status).toBe(200)
  expect(await list()).toHaveLength(MAX_TUNNELS)
  const said = await refused(call('POST', '', INPUT))
  expect(problems(said)).toEqual([[undefined, CODES.worldFull]])
  const [{ id } = { id: '' }] = await list()
  await call('DELETE', `/${id}`, {})
  expect((await call('POST', '', INPUT)).status).toBe(200)
})
