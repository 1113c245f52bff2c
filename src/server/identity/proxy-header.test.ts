/** A caller whom a proxy in front of this server names in a header. */
import { describe, expect, test } from 'vitest'
import { appOn, configOf, createFake, LIVE, ORIGIN, request } from '../testing.ts'

const SECRET = 's'.repeat(32)
const ENV = {
  ...LIVE,
  AUTH_MODE: 'header',
  PUBLIC_ORIGIN: ORIGIN,
  IDENTITY_HEADER: 'X-Forwarded-Email',
  PROXY_SECRET: SECRET,
  TRUSTED_PROXY_CIDRS: '10.0.0.0/8',
  OPERATORS: 'ops@corp.example',
}

describe('behind a proxy', () => {
  test.each([
    ['the proxy, with its secret', true, SECRET, 'ops@corp.example', 200],
    ['the proxy, with someone on no list', true, SECRET, 'x@corp.example', 403],
    ['someone else with the secret', false, SECRET, 'ops@corp.example', 401],
    ['the proxy with another secret', true, 't'.repeat(32), 'ops@corp.example', 401],
    ['the proxy without its secret', true, null, 'ops@corp.example', 401],
    ['the proxy without an address', true, SECRET, null, 401],
    ['two addresses in one header', true, SECRET, 'ops@corp.example, x@evil.example', 401],
    ['two at signs', true, SECRET, 'ops@corp.example@evil.example', 401],
    ['a display name', true, SECRET, 'Ops <ops@corp.example>', 401],
  ])('%s', async (_what, isTrustedPeer, given, name, status) => {
    const app = appOn(createFake().send, configOf(ENV))
    const headers = { 'x-proxy-secret': given, 'x-forwarded-email': name }
    const response = await app.fetch(request('GET', '/api/tunnels', undefined, headers), { isTrustedPeer })
    expect(response.status).toBe(status)
  })
})

describe('a refused caller is logged', () => {
  const verified = { 'x-proxy-secret': SECRET, 'x-forwarded-email': 'X@corp.example' }
  test.each([
    ['someone on no list', '/api/tunnels', verified, { status: 403, actor: 'x@corp.example' }],
    ['someone on no list, who opens a page', '/', verified, { status: 403, actor: 'x@corp.example' }],
    ['another secret', '/', { ...verified, 'x-proxy-secret': 't'.repeat(32) }, { status: 401 }],
    ['another host', '/', { ...verified, host: 'evil.example' }, { status: 421 }],
  ])('%s at %s', async (_what, path, headers, line) => {
    const said: string[] = []
    const app = appOn(createFake().send, configOf(ENV), { log: (text) => void said.push(text) })
    const response = await app.fetch(request('GET', path, undefined, headers), { isTrustedPeer: true })
    expect(response.status).toBe(line.status)
    expect(said.map((text) => JSON.parse(text) as object)).toMatchObject([{ event: 'request', ...line }])
    // An address that is not verified may be anything, so it is not logged.
    if (!('actor' in line)) expect(said.join()).not.toContain('corp.example')
  })

  test('a page that is served is not', async () => {
    const said: string[] = []
    const app = appOn(createFake().send, configOf(ENV), { log: (text) => void said.push(text) })
    const headers = { ...verified, 'x-forwarded-email': 'ops@corp.example' }
    const response = await app.fetch(request('GET', '/', undefined, headers), { isTrustedPeer: true })
    expect([response.status, said]).toEqual([200, []])
  })
})
