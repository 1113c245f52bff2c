/** A caller with a token of Cloudflare Access or of another issuer, the role that it gives, and the issuer's keys. */
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { REFUSALS } from '../../contract/calls/refusals.ts'
import type { Environment } from '../config/environment.ts'
import { appOn, configOf, createFake, input, LIVE, ORIGIN, request } from '../testing.ts'
import type { FetchKeys } from './jwks.ts'

const AUD = 'ab'.repeat(32)
const ISSUER = 'https://team.cloudflareaccess.com'
const access = {
  ...LIVE,
  AUTH_MODE: 'access',
  PUBLIC_ORIGIN: ORIGIN,
  ACCESS_TEAM_DOMAIN: 'team.cloudflareaccess.com',
  ACCESS_AUD: AUD,
  OPERATORS: 'Ops@corp.example',
  VIEWERS: 'view@corp.example',
}
const general = {
  ...access,
  ACCESS_TEAM_DOMAIN: undefined,
  ACCESS_AUD: undefined,
  JWT_ISSUER: ISSUER,
  JWT_AUDIENCE: AUD,
  JWT_JWKS_URL: `${ISSUER}/keys`,
}

type Keys = Awaited<ReturnType<typeof generateKeyPair>>
let ours: Keys
let foreign: Keys
let published: Awaited<ReturnType<FetchKeys>>
beforeAll(async () => {
  ours = await generateKeyPair('RS256')
  foreign = await generateKeyPair('RS256')
  published = { keys: [{ ...(await exportJWK(ours.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] }
})

const now = 1_800_000_000_000
const seconds = now / 1000
const person = {
  type: 'app',
  email: 'ops@corp.example',
  iss: ISSUER,
  aud: [AUD],
  iat: seconds,
  exp: seconds + 60,
}
const sign = (claims: JWTPayload, { alg = 'RS256', kid = 'one', key = ours.privateKey } = {}) =>
  new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(key)
const without = (claim: keyof typeof person) => {
  const { [claim]: _gone, ...rest } = person
  return rest
}

/** An app whose clock and issuer the test controls. */
const setUp = (env: Environment = access, keys: FetchKeys = async () => published) => {
  const fake = createFake()
  const time = { now }
  let fetches = 0
  const app = appOn(fake.send, configOf(env), {
    clock: { now: () => time.now, wait: async () => undefined },
    fetchKeys: (url) => {
      fetches += 1
      return keys(url)
    },
  })
  const ask = (token: string | null, method = 'GET', path = '/api/tunnels', body?: unknown) =>
    app.fetch(request(method, path, body, { 'cf-access-jwt-assertion': token }))
  return { fake, ask, time, fetches: () => fetches }
}
const code = async (response: Response) =>
  ((await response.json()) as { errors: { code: number }[] }).errors[0]?.code

describe('behind Access', () => {
  test('a listed person has the role of the list', async () => {
    const { ask } = setUp()
    const [ops, viewer] = await Promise.all([sign(person), sign({ ...person, email: 'view@corp.example' })])
    expect(await (await ask(ops, 'GET', '/api/meta')).json()).toMatchObject({
      result: { identity: { name: 'ops@corp.example', role: 'operator' } },
    })
    expect((await ask(viewer)).status).toBe(200)
    expect((await ask(ops, 'POST', '/api/tunnels', input())).status).toBe(200)
    const refused = await ask(viewer, 'POST', '/api/tunnels/validate', {})
    expect([refused.status, await code(refused)]).toEqual([403, REFUSALS.not_allowed.code])
  })

  test('a caller on no list is refused, with the address in the answer', async () => {
    const { ask, fake } = setUp()
    const response = await ask(await sign({ ...person, email: 'new@corp.example' }))
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ errors: [{ address: 'new@corp.example' }] })
    expect(fake.seen).toEqual([])
  })

  test.each<[string, () => Promise<string | null> | string | null]>([
    ['missing', () => null],
    ['invalid', () => 'x.y.z'],
    ['not signed', () => `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify(person))}.`],
    ['signed by someone else', () => sign(person, { key: foreign.privateKey })],
    ['signed by a key that is not published', () => sign(person, { kid: 'two', key: foreign.privateKey })],
    [
      'signed with the public key as if it were a secret',
      () =>
        new SignJWT(person)
          .setProtectedHeader({ alg: 'HS256', kid: 'one' })
          .sign(new TextEncoder().encode(JSON.stringify(published.keys[0]))),
    ],
    ['of another team', () => sign({ ...person, iss: 'https://other.cloudflareaccess.com' })],
    ['of another application', () => sign({ ...person, aud: ['cd'.repeat(32)] })],
    ['expired', () => sign({ ...person, exp: seconds - 31 })],
    ['not valid yet', () => sign({ ...person, nbf: seconds + 31 })],
    ['without an expiry', () => sign(without('exp'))],
    ['without a time of issue', () => sign(without('iat'))],
    ['without an audience', () => sign(without('aud'))],
    ['without an issuer', () => sign(without('iss'))],
    ['of the whole organisation', () => sign({ ...person, type: 'org' })],
    ['without a type', () => sign(without('type'))],
    ['of a service', () => sign({ ...without('email'), sub: '', common_name: 'x' })],
    ['with an address that is not verified', () => sign({ ...person, email_verified: false })],
    [
      'with a letter that is ASCII only in lower case',
      () => sign({ ...person, email: 'vie\u212A@corp.example' }),
    ],
    ['with two addresses', () => sign({ ...person, email: 'a@evil.example@corp.example' })],
    ['with an address that is not a string', () => sign({ ...person, email: ['ops@corp.example'] as never })],
  ])('a token that is %s gives access to neither the API nor the pages', async (_what, make) => {
    const { ask, fake } = setUp()
    const token = await make()
    for (const path of ['/api/tunnels', '/api/meta', '/api/nothing', '/', '/assets/x.js']) {
      const response = await ask(token, 'GET', path)
      expect([path, response.status]).toEqual([path, 401])
    }
    expect((await ask(token, 'POST', '/api/tunnels', input())).status).toBe(401)
    expect(fake.seen).toEqual([])
  })

  test('a token that expired less than half a minute ago is accepted, because clocks differ', async () => {
    expect((await setUp().ask(await sign({ ...person, exp: seconds - 29 }))).status).toBe(200)
  })

  test('a token of another issuer may omit the type, but not have a wrong one', async () => {
    const { ask } = setUp(general)
    expect((await ask(await sign(without('type')))).status).toBe(200)
    expect((await ask(await sign({ ...person, type: 'org' }))).status).toBe(401)
  })
})

describe("the issuer's keys", () => {
  test('can be fetched again when a fetch never ends', async () => {
    const { ask, time, fetches } = setUp(access, async () => answers())
    let answers: () => Promise<typeof published> | typeof published = () => new Promise(() => undefined)
    const token = await sign({ ...person, exp: seconds + 600 })
    void ask(token)
    await vi.waitFor(() => expect(fetches()).toBe(1))
    answers = () => published
    time.now += 30_000
    expect((await ask(token)).status).toBe(200)
  })

  test('are fetched to the end even if the browser of the first request disconnects', async () => {
    let deliver: (keys: typeof published) => void = () => undefined
    const kept: Promise<unknown>[] = []
    const fetchKeys = () =>
      new Promise<typeof published>((resolve) => {
        deliver = resolve
      })
    const app = appOn(createFake().send, configOf(access), {
      clock: { now: () => now, wait: async () => undefined },
      fetchKeys,
    })
    const headers = { 'cf-access-jwt-assertion': await sign(person) }
    const asked = app.fetch(request('GET', '/api/tunnels', undefined, headers), {
      outlive: (work) => void kept.push(work),
    })
    await vi.waitFor(() => expect(kept.length).toBe(1))
    const ended = Promise.all(kept).then(() => 'ended')
    expect(await Promise.race([ended, new Promise((resolve) => setImmediate(resolve, 'kept'))])).toBe('kept')
    deliver(published)
    expect((await asked).status).toBe(200)
    expect(await ended).toBe('ended')
  })

  const down: FetchKeys = async () => {
    throw new Error('down')
  }
  const forged = () => sign(person, { kid: 'two', key: foreign.privateKey })
  const valid = (time: number) => sign({ ...person, iat: time / 1000, exp: time / 1000 + 60 })

  test('that were never fetched are answered with 503, and not with a request to sign in', async () => {
    const { ask } = setUp(access, down)
    const response = await ask(await sign(person))
    expect([response.status, await code(response)]).toEqual([503, REFUSALS.keys_unavailable.code])
  })

  test('are used for a day, and not longer, while the issuer does not answer', async () => {
    let isUp = true
    const { ask, time } = setUp(access, (url) => (isUp ? Promise.resolve(published) : down(url)))
    expect((await ask(await sign(person))).status).toBe(200)
    isUp = false
    time.now = now + 23 * 3_600_000
    expect((await ask(await valid(time.now))).status).toBe(200)
    time.now = now + 25 * 3_600_000
    expect((await ask(await valid(time.now))).status).toBe(503)
  })

  test('are fetched once for fifty unknown key ids', async () => {
    const { ask, fetches } = setUp()
    const tokens = await Promise.all(Array.from({ length: 50 }, forged))
    const responses = await Promise.all(tokens.map((token) => ask(token)))
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([401]))
    expect(fetches()).toBe(1)
  })

  test('that cannot be fetched for a new key are answered with 503: the sign-in may be valid', async () => {
    let isUp = true
    const { ask, time } = setUp(access, (url) => (isUp ? Promise.resolve(published) : down(url)))
    expect((await ask(await sign(person))).status).toBe(200)
    isUp = false
    time.now = now + 31_000
    expect((await ask(await forged())).status).toBe(503)
  })

  test('are fetched again when a token uses a new key', async () => {
    const { ask, time } = setUp(access, async () => keys)
    let keys = published
    expect((await ask(await sign(person))).status).toBe(200)
    const next = { ...(await exportJWK(foreign.publicKey)), kid: 'two', alg: 'RS256' }
    keys = { keys: [...published.keys, next] }
    time.now = now + 31_000
    expect((await ask(await forged())).status).toBe(200)
  })
})
