/** The Worker without a token: pages, headers and one world for each browser. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { CONTENT_SECURITY_POLICY } from '../../src/server/http/security-headers.ts'
import { type Answered, HOST, ORIGIN, type RunningWorker, startWorker } from './start.ts'

const tunnel = (name: string) => ({
  name,
  cloudflare_endpoint: '203.0.113.18',
  interface_address: '10.77.0.0/31',
})
const namesIn = ({ text }: Answered) =>
  (JSON.parse(text) as { result: { ipsec_tunnels: { name: string }[] } }).result.ipsec_tunnels.map(
    ({ name }) => name,
  )

describe('the Worker as a sandbox', () => {
  let worker: RunningWorker
  beforeAll(async () => {
    worker = await startWorker({ vars: { PUBLIC_ORIGIN: ORIGIN } })
  })
  afterAll(() => worker.stop())

  const script = readdirSync('dist/client/assets').find((name) => name.endsWith('.js')) ?? ''
  test.each([
    ['/', 200, 'text/html; charset=utf-8'],
    ['/tunnels/new/basics', 200, 'text/html; charset=utf-8'],
    ['/theme.js', 200, 'text/javascript; charset=utf-8'],
    [`/assets/${script}`, 200, 'text/javascript; charset=utf-8'],
    ['/does/not/exist', 404, 'text/html; charset=utf-8'],
    ['/assets/none.js', 404, 'text/plain; charset=utf-8'],
    ['/.vite/manifest.json', 404, 'text/html; charset=utf-8'],
    ['/.assetsignore', 404, 'text/html; charset=utf-8'],
    [`/assets/${script}.br`, 404, 'text/plain; charset=utf-8'],
    ['/healthz', 200, 'text/plain; charset=utf-8'],
    ['/readyz', 200, 'text/plain; charset=utf-8'],
    ['/api/meta', 200, 'application/json; charset=utf-8'],
    ['/api/none', 404, 'application/json; charset=utf-8'],
  ])('answers %s with %i and every header', async (path, status, type) => {
    const { headers, ...answered } = await worker.ask('GET', path)
    expect([answered.status, headers['content-type']]).toEqual([status, type])
    expect(headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY)
    expect(headers['strict-transport-security']).toContain('max-age=')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    const foreign = Object.keys(headers).filter((name) =>
      /^(server|x-powered-by|access-control-.*|etag)$/.test(name),
    )
    expect(foreign).toEqual([])
  })

  test('gives every response its own request id, even if the request has one', async () => {
    const ids = await Promise.all(
      [1, 2].map(
        async () => (await worker.ask('GET', '/api/meta', undefined, { 'x-request-id': 'mine' })).headers,
      ),
    )
    expect(new Set(ids.map((headers) => headers['x-request-id'])).size).toBe(2)
    expect(ids.map((headers) => headers['x-request-id'])).not.toContain('mine')
  })

  test('gives each browser its own world', async () => {
    const cookies = await Promise.all(
      [1, 2].map(async () => (await worker.ask('GET', '/')).headers['set-cookie']?.[0]?.split(';')[0] ?? ''),
    )
    const [mine = '', other = ''] = cookies
    expect(mine).toMatch(/^tunneldesk_world_443=[0-9a-f]{32}$/)
    expect((await worker.ask('POST', '/api/tunnels', tunnel('only-mine'), { cookie: mine })).status).toBe(200)
    expect(namesIn(await worker.ask('GET', '/api/tunnels', undefined, { cookie: mine }))).toContain(
      'only-mine',
    )
    expect(namesIn(await worker.ask('GET', '/api/tunnels', undefined, { cookie: other }))).not.toContain(
      'only-mine',
    )
  })

  test('allows a browser to control the faults and the router of its own world', async () => {
    const cookie = `tunneldesk_world_443=${'fa'.repeat(16)}`
    const play = (path: string, body: unknown) => worker.ask('PUT', `/api/sandbox${path}`, body, { cookie })
    const list = () => worker.ask('GET', '/api/tunnels', undefined, { cookie })
    expect((await play('/world', { fault: 'sandbox-500' })).status).toBe(200)
    expect((await list()).status).toBe(502)
    expect((await worker.ask('GET', '/api/tunnels')).status).toBe(200)
    expect((await play('/world', { fault: null })).status).toBe(200)
    const [first] = (JSON.parse((await list()).text) as { result: { ipsec_tunnels: { id: string }[] } })
      .result.ipsec_tunnels
    const played = await play(`/routers/${first?.id}`, { act: 'cut' })
    expect(JSON.parse(played.text).result.routers[first?.id ?? ''].is_cut).toBe(true)
  })

  test('answers under its own name only', async () => {
    for (const host of ['tunneldesk.worker.workers.dev', 'evil.example', `${HOST}:8443`]) {
      for (const path of ['/', '/api/tunnels', '/theme.js']) {
        expect([host, (await worker.ask('GET', path, undefined, { host })).status]).toEqual([host, 421])
      }
    }
  })
})

test('a world outlives a killed runtime, and its storage contains no key', async () => {
  const objects = mkdtempSync(join(tmpdir(), 'tunneldesk-objects-'))
  const cookie = `tunneldesk_world_443=${'5e'.repeat(16)}`
  onTestFinished(() => rmSync(objects, { recursive: true }))
  const first = await startWorker({ vars: { PUBLIC_ORIGIN: ORIGIN }, objects })
  onTestFinished(first.stop)
  const body = { ...tunnel('lasting'), psk: 'canary-psk-5b21e0' }
  expect((await first.ask('POST', '/api/tunnels', body, { cookie })).status).toBe(200)
  const before = namesIn(await first.ask('GET', '/api/tunnels', undefined, { cookie }))
  await first.stop()

  const second = await startWorker({ vars: { PUBLIC_ORIGIN: ORIGIN }, objects })
  onTestFinished(second.stop)
  const after = await second.ask('GET', '/api/tunnels', undefined, { cookie })
  await second.stop()
  expect(namesIn(after)).toEqual(before)
  expect(before).toContain('lasting')
  const files = readdirSync(objects, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  const holding = (text: string) =>
    files.filter(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(text))
  expect(holding('lasting')).not.toEqual([])
  expect(holding('canary-psk')).toEqual([])
})
