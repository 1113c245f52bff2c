/** Sends the table of hostile requests to the built server on Node, over raw sockets. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { apiCalls } from '../src/contract/calls/api-calls.ts'
import { ACCOUNT, type FakeApi, startFakeApi } from './fake-api.ts'
import { ask } from './hostile/ask.ts'
import { type Case, INPUT, REACHED, ROUTE, type Target, TUNNEL_ID } from './hostile/case.ts'
import { corpus } from './hostile/corpus.ts'
import { launchCases, proxyCases, tokenCases } from './hostile/identity.ts'
import { type Issuer, startIssuer } from './hostile/issuer.ts'
import { type RunningServer, startServer, startServerForOthers } from './server.ts'

const TOKEN = 'canary-token-91c2e07b5d'
const SECRET = 'canary-secret-'.padEnd(32, '7')
const KNOWN_TO_SERVERS = [TOKEN, SECRET]

let api: FakeApi
const servers: RunningServer[] = []
beforeAll(async () => {
  api = await startFakeApi()
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  await api.stop()
})
beforeEach(() => {
  api.seen.length = 0
  api.tunnels.clear()
  api.tunnels.set(TUNNEL_ID, { ...INPUT, name: 'there', id: TUNNEL_ID })
  api.routes.clear()
  api.routes.set(ROUTE.id, ROUTE)
})

type Started = Target & { output(): string }

const targetOf = (server: RunningServer): Started => {
  servers.push(server)
  const { host, origin, port } = new URL(server.origin)
  return { port: Number(port), host, origin, signedIn: [], output: server.output }
}
const start = async (settings: Record<string, string> = {}) =>
  targetOf(await startServer({ ...api.settings(TOKEN), ...settings }))
const startForOthers = async (settings: Record<string, string>) =>
  targetOf(await startServerForOthers({ ...api.settings(TOKEN), ...settings }))

const OURS = [
  "content-security-policy: default-src 'none'",
  'x-content-type-options: nosniff',
  'x-request-id: ',
]

/** Checks the answers, their headers, that they contain no secret, and which calls reached the API. */
const check = async (target: Target, { bytes, expected, reaches, name }: Case) => {
  const told = await ask(target.port, bytes(target))
  expect(
    told.map(({ status }) => status),
    name,
  ).toEqual(expected)
  for (const { status, headers, body } of told) {
    if (status === 0) continue
    for (const line of OURS) expect(headers, name).toContain(line)
    expect(headers, name).not.toMatch(/^(server|x-powered-by|access-control-.*|set-cookie):/m)
    for (const secret of KNOWN_TO_SERVERS) expect(headers + body, name).not.toContain(secret)
  }
  const prefix = `/accounts/${ACCOUNT}/magic`
  const lines = api.seen.map(({ line }) => line.replace(prefix, ''))
  expect(
    lines.every((line) => REACHED.test(line)),
    name,
  ).toBe(true)
  // The only call with its account in the body.
  for (const { line, body } of api.seen)
    if (line === 'POST /graphql') expect(JSON.parse(body).variables.account, name).toBe(ACCOUNT)
  if (name.startsWith('passes') && reaches === undefined) {
    expect(
      lines.filter((line) => !line.startsWith('GET ')),
      name,
    ).toEqual([])
  } else expect(lines, name).toEqual(reaches ?? [])
}

describe('a hostile request gets one answer and reaches no upstream; a valid one passes', () => {
  let target: Target
  beforeAll(async () => {
    target = await start()
  })
  test.each(corpus)('$name: $expected', (row) => check(target, row))

  const anywhere: Target = { port: 80, host: 'x.example', origin: 'http://x.example', signedIn: [] }
  /** Whether a row has the method and path of a call, with any id. */
  const isFor = ({ bytes }: Case, { method, path }: (typeof apiCalls)[keyof typeof apiCalls]): boolean =>
    new RegExp(`^${method} ${path.replace(':id', '[^/? ]+')}[? ]`, 'm').test(bytes(anywhere))

  test.each(Object.entries(apiCalls))('%s has rows that are refused', (_, call) => {
    const refused = corpus.filter(({ name }) => !name.startsWith('passes'))
    expect(refused.filter((row) => isFor(row, call)).length).toBeGreaterThan(1)
  })

  test('every row of the table is unique', () => {
    expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length)
  })
})

/** Checks rows that need keys generated at run time. */
const checkAll = async (target: Target, rows: readonly Case[]) => {
  expect(rows.length).toBeGreaterThan(20)
  for (const row of rows) {
    api.seen.length = 0
    await check(target, row)
  }
}

describe('an invalid sign-in gives no access', () => {
  let issuer: Issuer
  beforeAll(async () => {
    issuer = await startIssuer()
  })
  afterAll(() => issuer.stop())

  test('with a token', async () => {
    const target = await startForOthers(issuer.settings)
    await checkAll(target, await tokenCases(issuer))
    expect(target.output()).not.toMatch(/eyJ/)
  })

  const proxied = {
    AUTH_MODE: 'header',
    IDENTITY_HEADER: 'X-Forwarded-Email',
    PROXY_SECRET: SECRET,
    OPERATORS: 'ops@corp.example',
    VIEWERS: 'view@corp.example',
  }
  test('through a trusted proxy', async () => {
    const target = await startForOthers({ ...proxied, TRUSTED_PROXY_CIDRS: '127.0.0.1/32' })
    await checkAll(target, proxyCases(SECRET))
  })

  test('from another address with the secret of the proxy', async () => {
    const target = await startForOthers({ ...proxied, TRUSTED_PROXY_CIDRS: '10.0.0.0/8, ::1/128' })
    const rows = proxyCases(SECRET).map((row) => ({
      ...row,
      name: row.name.replace('passes', 'refused'),
      expected: row.expected.map((status) => (status === 400 ? 400 : 401)),
      reaches: [],
    }))
    await checkAll(target, rows)
  })

  test('with the launch link', async () => {
    const target = await start({ LOCAL_LAUNCH_TOKEN: 'on' })
    await expect.poll(target.output).toContain('#k=')
    const [, key = ''] = /#k=([0-9a-f]{64})/.exec(target.output()) ?? []
    await checkAll(target, launchCases(key, target.port))
    const [, canary = ''] = TOKEN.split('canary-')
    expect(target.output()).not.toContain(canary)
  })
})
