/** The router holds exactly the table of endpoints; each row asks for its role and its headers. */
import { describe, expect, test } from 'vitest'
import { endpoints } from '../../contract/endpoints.ts'
import { createLaunch } from '../identity/launch-link.ts'
import { appOn, configOf, createFake, LIVE, ORIGIN, request, TUNNEL } from '../testing.ts'
import { livePaths, servedPaths } from './served-paths.ts'

const secret = 's'.repeat(32)
const proxied = {
  AUTH_MODE: 'header',
  PUBLIC_ORIGIN: ORIGIN,
  IDENTITY_HEADER: 'X-Forwarded-Email',
  PROXY_SECRET: secret,
  TRUSTED_PROXY_CIDRS: '10.0.0.0/8',
  VIEWERS: 'view@corp.example',
}
const behindProxy = configOf({ ...LIVE, ...proxied })
const viewer = { 'x-proxy-secret': secret, 'x-forwarded-email': 'view@corp.example' }
const laptop = configOf({ ...LIVE, LOCAL_LAUNCH_TOKEN: 'on' })
const sandbox = configOf({})
const sandboxBehindProxy = configOf(proxied)

/** The routes in the router itself, without middleware, so that these tests also cover routes added later. */
const listed = (config = configOf()) =>
  appOn(createFake().send, config)
    .routes.filter(({ method, path }) => path.startsWith('/api') && method !== 'ALL')
    .map(({ method, path }) => ({ method, path: path.replace(':id', TUNNEL) }))

/** Rows with the same path differ in their query. */
const queriesOf = (method: string, path: string): string[] =>
  Object.values(endpoints).flatMap(({ api }) =>
    api?.method === method && api.path.replace(':id', TUNNEL) === path
      ? ['query' in api ? `?${new URLSearchParams(api.query)}` : '']
      : [],
  )

const linesOf = (list: { method: string; path: string }[]) =>
  list.map(({ method, path }) => `${method} ${path.replace(':id', TUNNEL)}`).sort()

const SIGN_IN = { method: 'POST', path: '/api/session' }

test('the router contains the table, the sign-in, and nothing else', () => {
  expect(linesOf(listed())).toEqual(linesOf([...livePaths, SIGN_IN]))
  expect(linesOf(listed(sandbox))).toEqual(linesOf([...servedPaths, SIGN_IN]))
})

const simulated = servedPaths.filter((served) => !livePaths.includes(served))

describe.each(simulated)('$method $path, which exists in the sandbox only,', ({ method, path }) => {
  const asked = (headers: Record<string, string | null> = {}) =>
    request(method, path.replace(':id', TUNNEL), method === 'GET' ? undefined : { fault: null }, headers)

  test('is not found with a real account, for any caller', async () => {
    for (const config of [configOf(), laptop, behindProxy]) {
      const fake = createFake()
      const response = await appOn(fake.send, config).fetch(asked(viewer), { isTrustedPeer: true })
      expect(response.status).toBe(404)
      expect(fake.seen).toEqual([])
    }
  })

  test.each<[string, number, typeof sandbox, Record<string, string | null>]>([
    ['without an identity', 401, sandboxBehindProxy, {}],
    ['with an identity that the proxy did not send', 401, sandboxBehindProxy, viewer],
    ['from another site', 403, sandbox, { 'sec-fetch-site': 'cross-site' }],
    ['from another origin', 403, sandbox, { origin: 'http://127.0.0.1:9999' }],
    ['under another host name', 421, sandbox, { host: 'evil.example' }],
    ...(method === 'GET'
      ? []
      : ([['without our header', 403, sandbox, { 'x-tunneldesk': null }]] as [
          string,
          number,
          typeof sandbox,
          Record<string, string | null>,
        ][])),
  ])('%s: %i, and nothing is sent upstream', async (_what, status, config, headers) => {
    const fake = createFake()
    expect((await appOn(fake.send, config).fetch(asked(headers))).status).toBe(status)
    expect(fake.seen).toEqual([])
  })

  test('refuses a viewer if it changes something', async () => {
    const fake = createFake()
    const response = await appOn(fake.send, sandboxBehindProxy).fetch(asked(viewer), { isTrustedPeer: true })
    expect(response.status === 403).toBe(method !== 'GET')
    expect(fake.seen).toHaveLength(method === 'GET' ? 1 : 0)
  })
})

describe.each(listed())('$method $path', ({ method, path }) => {
  const query = queriesOf(method, path)[0] ?? ''
  const ask = (config: typeof laptop, headers: Record<string, string | null>, isTrustedPeer = false) => {
    const fake = createFake()
    const app = appOn(fake.send, config, { launch: config === laptop ? createLaunch(ORIGIN) : null })
    const asked = request(method, path + query, method === 'GET' ? undefined : {}, headers)
    return { fake, response: app.fetch(asked, { isTrustedPeer }) as Promise<Response> }
  }

  test.each<[string, number, typeof laptop, Record<string, string | null>]>([
    ['without a sign-in', 401, laptop, {}],
    ['without an identity', 401, behindProxy, {}],
    ['with an identity that the proxy did not send', 401, behindProxy, viewer],
    ['from another site', 403, laptop, { 'sec-fetch-site': 'cross-site' }],
    ['from another origin', 403, laptop, { origin: 'http://127.0.0.1:9999' }],
    ['under another host name', 421, laptop, { host: 'evil.example' }],
    ...(method === 'GET'
      ? []
      : ([
          ['without our header', 403, laptop, { 'x-tunneldesk': null }],
          ['as a form', 415, laptop, { 'content-type': 'text/plain' }],
        ] as [string, number, typeof laptop, Record<string, string | null>][])),
  ])('%s: %i, and nothing is sent upstream', async (_what, status, config, headers) => {
    const { fake, response } = ask(config, headers)
    expect((await response).status).toBe(status)
    expect(fake.seen).toEqual([])
  })
})

const forPeople = listed().filter(({ path }) => path !== SIGN_IN.path)
const [reading, changing] = [true, false].map((reads) =>
  forPeople.filter(({ method }) => (method === 'GET') === reads),
) as [typeof forPeople, typeof forPeople]

test.each(changing)('$method $path is refused for a viewer', async ({ method, path }) => {
  for (const query of queriesOf(method, path)) {
    const fake = createFake()
    const asked = request(method, path + query, {}, viewer)
    const response = await appOn(fake.send, behindProxy).fetch(asked, { isTrustedPeer: true })
    expect(response.status).toBe(403)
    expect(fake.seen).toEqual([])
  }
})

test.each(reading)('$method $path is allowed for a viewer and uses the read token only', async (served) => {
  const fake = createFake()
  const config = configOf({ ...LIVE, CLOUDFLARE_API_TOKEN_READ: 'read-token-5f1b0c7e9a2d4438' })
  const response = await appOn(fake.send, { ...config, auth: behindProxy.auth }).fetch(
    request(served.method, served.path + (queriesOf(served.method, served.path)[0] ?? ''), undefined, viewer),
    { isTrustedPeer: true },
  )
  // 502: what the fake answered does not fit a row that it does not know.
  expect([200, 404, 502]).toContain(response.status)
  for (const { headers } of fake.seen) {
    expect(headers.authorization).toBe('Bearer read-token-5f1b0c7e9a2d4438')
  }
})

test('rows with the same path have the same role', () => {
  for (const { rows } of servedPaths) expect(new Set(rows.map((row) => endpoints[row].role)).size).toBe(1)
})
