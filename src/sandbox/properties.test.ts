/** Properties that hold for any calls in any order. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { overlaps, parseCidr4 } from '../contract/address.ts'
import { endpoints } from '../contract/endpoints.ts'
import { tunnel as tunnelShape } from '../contract/tunnel.ts'
import { ACCOUNT, FULL, INPUT, start } from './testing.ts'

const KEY = 'canary-psk'
/** These tests take one or two seconds on an idle machine. */
const PATIENT_MS = 60_000

// ---- requests ----------------------------------------------------------------------------------------------

const few = <T>(...values: T[]) => fc.constantFrom(...values)

/** Values that often conflict with each other, and some invalid ones. */
const field = {
  name: few('ams-dc1-a', 'paris', 'lyon', 'nice', '', 'sandbox-x', 'a b'),
  cloudflare_endpoint: few('162.159.64.1', '162.159.64.2', 'x'),
  interface_address: few('10.50.0.0/31', '10.50.0.1/31', '10.50.0.2/30', '10.50.0.4/31', '192.0.2.0/31'),
  customer_endpoint: few('203.0.113.9', '203.0.113.8', 'y'),
  description: fc.string({ maxLength: 8 }),
  psk: fc.string({ maxLength: 6 }).map((tail) => KEY + tail),
  replay_protection: fc.boolean(),
  bgp: few(
    { customer_asn: 64700 },
    { customer_asn: 13335 },
    { customer_asn: 64701, md5_key: 'k', extra_prefixes: ['10.0.0.0/8'] },
  ),
  health_check: few({}, { enabled: false }, { target: { saved: '203.0.113.7' } }, { target: 'x' }),
  custom_remote_identities: few({ fqdn_id: 'a.1.custom.ipsec.cloudflare.com' }, { fqdn_id: 'b' }),
  interface_address6: few('2606:54c1::/127', 'z'),
}

const tidy = fc.record(field, { requiredKeys: ['name', 'cloudflare_endpoint', 'interface_address'] })
const loose = fc.record(field, { requiredKeys: [] })
const junk = fc.jsonValue({ maxDepth: 3 })
/** A tunnel with junk in one of its fields. */
const spoilt = fc
  .tuple(tidy, few(...Object.keys(field), '__proto__', 'id', 'constructor'), junk)
  // As text, because some of these keys cannot be set in another way.
  .map(([body, key, value]) => {
    const text = JSON.stringify(body).slice(0, -1)
    return JSON.parse(`${text},${JSON.stringify(key)}:${JSON.stringify(value)}}`)
  })
const body = fc.oneof({ weight: 6, arbitrary: tidy }, { weight: 3, arbitrary: loose }, spoilt, junk)

/** Returns method, path and body. @param id the id of an existing tunnel, or an unknown id */
type Asked = (id: (index: number) => string) => [method: string, path: string, body?: unknown]

const which = fc.nat(12)
const request: fc.Arbitrary<Asked> = fc.oneof(
  body.map(
    (sent): Asked =>
      () => ['POST', '', sent],
  ),
  fc.tuple(which, body).map(
    ([at, sent]): Asked =>
      (id) => ['PUT', `/${id(at)}`, sent],
  ),
  fc.tuple(fc.array(fc.tuple(which, body), { maxLength: 4 }), fc.boolean()).map(
    ([list, isBare]): Asked =>
      (id) => {
        const entries = list.map(([at, sent]) => ({ ...(sent as object), id: id(at) }))
        return ['PUT', '', isBare ? entries : { ipsec_tunnels: entries }]
      },
  ),
  which.map(
    (at): Asked =>
      (id) => ['DELETE', `/${id(at)}`, {}],
  ),
  which.map(
    (at): Asked =>
      (id) => ['GET', `/${id(at)}`],
  ),
  which.map(
    (at): Asked =>
      (id) => ['POST', `/${id(at)}/psk_generate`, {}],
  ),
  fc.array(fc.tuple(which, field.psk), { maxLength: 3 }).map(
    (keys): Asked =>
      (id) => ['POST', '/psk', { psks: keys.map(([at, psk]) => ({ id: id(at), psk })) }],
  ),
  junk.map(
    (sent): Asked =>
      () => ['POST', '/psk', sent],
  ),
)

type World = ReturnType<typeof start>

/** Sends the request; `call` checks the envelope and headers of every answer. */
const send = async (world: World, asked: Asked, query = '') => {
  const ids = (await world.list()).map(({ id }) => id)
  const [method, path, sent] = asked((index) => ids[index] ?? '0'.repeat(32))
  // As JSON text, because `call` sends a string unchanged.
  const text = sent === undefined ? undefined : JSON.stringify(sent)
  const said = await world.call(method, path, text, { query })
  return { said, method, path }
}

/** The schema of the result in the table of endpoints. */
const schemaFor = (method: string, path: string) => {
  if (path === '/psk') return endpoints.setPsk.result
  if (path.endsWith('/psk_generate')) return endpoints.generatePsk.result
  const rows = {
    GET: path ? endpoints.getTunnel : endpoints.listTunnels,
    POST: endpoints.createTunnel,
    PUT: path ? endpoints.updateTunnel : endpoints.updateTunnels,
    DELETE: endpoints.deleteTunnel,
  }
  return rows[method as keyof typeof rows].result
}

// ---- what must hold ------------------------------------------------------------------------------------------

const holds = async (world: World) => {
  const said = await world.call('GET', '')
  const tunnels = said.result.ipsec_tunnels.map((each: unknown) => tunnelShape.parse(each))
  const names = tunnels.map(({ name }: { name: string }) => name)
  expect(new Set(names).size).toBe(names.length)
  const ids = tunnels.map(({ id }: { id: string }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const blocks = tunnels.map(({ interface_address }: { interface_address: string }) =>
    parseCidr4(interface_address),
  )
  for (const [index, one] of blocks.entries()) {
    expect(one).not.toBeNull()
    for (const other of blocks.slice(index + 1)) expect(one && other && overlaps(one, other)).toBe(false)
  }
  expect(said.text).not.toContain(KEY)
  expect(said.text).not.toContain('"psk":')
}

test(
  'any sequence of calls keeps names and addresses unique, shows no PSK, and gets answers that fit the contract',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 12 }), async (sequence) => {
        const world = start({ limit: 100_000 })
        for (const asked of sequence) {
          const { said, method, path } = await send(world, asked)
          if (said.success) schemaFor(method, path).parse(said.result)
          else for (const { code, message } of said.errors) expect(message.length * code).toBeGreaterThan(0)
          // Only the answer to setting a PSK contains it.
          if (path !== '/psk' && !path.endsWith('/psk_generate')) expect(said.text).not.toContain(KEY)
        }
        await holds(world)
      }),
      { numRuns: 70 },
    )
  },
  PATIENT_MS,
)

test(
  'validate_only on any input changes nothing, and has the same answer as the real call',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 4 }), request, async (before, asked) => {
        const world = start({ limit: 100_000 })
        for (const each of before) await send(world, each)
        const listed = await world.list()
        const dry = await send(world, asked, '?validate_only=true')
        expect(await world.list()).toEqual(listed)
        const real = await send(world, asked)
        expect([dry.said.status, dry.said.errors]).toEqual([real.said.status, real.said.errors])
      }),
      { numRuns: 70 },
    )
  },
  PATIENT_MS,
)

test(
  'a refused change changes nothing',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 8 }), async (sequence) => {
        const world = start({ limit: 100_000 })
        for (const asked of sequence) {
          const listed = await world.list()
          if (!(await send(world, asked)).said.success) expect(await world.list()).toEqual(listed)
        }
      }),
      { numRuns: 50 },
    )
  },
  PATIENT_MS,
)

test(
  'simultaneous calls have the same result as calls one after the other',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 2, maxLength: 8 }), async (requests) => {
        const world = start({ limit: 100_000 })
        await Promise.all(requests.map((asked) => send(world, asked)))
        await holds(world)
      }),
      { numRuns: 50 },
    )
  },
  PATIENT_MS,
)

test('accounts are independent of each other', async () => {
  const world = start()
  await world.call('POST', '', FULL)
  const other = await world.list('b'.repeat(32))
  expect(other.some(({ name }) => name === FULL.name)).toBe(false)
  expect((await world.call('POST', '', INPUT, { account: 'b'.repeat(32) })).success).toBe(true)
  expect((await world.list(ACCOUNT)).filter(({ name }) => name === FULL.name)).toHaveLength(1)
})
