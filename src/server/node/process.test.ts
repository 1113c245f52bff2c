/** Starts and stops the built program in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ok } from '../../contract/envelope.ts'
import { input, LIVE, TOKEN, TUNNEL } from '../testing.ts'
import { askUntilStopped } from './testing.ts'

// Inside the project; the bundle imports no package and needs only a package.json with the module type.
const folder = mkdtempSync(join(process.cwd(), 'node_modules/.process-test-'))
const program = join(folder, 'node.js')
const settings = mkdtempSync(join(tmpdir(), 'tunneldesk-'))
const running = new Set<ChildProcess>()
const servers = new Set<Server>()

beforeAll(async () => {
  await build({
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: { input: { node: 'src/server/node.ts' } },
    },
  })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
}, 30_000)
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  for (const server of servers) server.closeAllConnections()
  for (const server of servers) server.close()
})
afterAll(() => {
  for (const each of [folder, settings]) rmSync(each, { recursive: true })
})

const run = (env: Record<string, string | undefined>, args: string[] = [], nodeArgs: string[] = []) => {
  const child = spawn(process.execPath, [...nodeArgs, program, ...args], {
    // The sandbox writes its worlds below the working directory.
    cwd: settings,
    env: { PATH: process.env.PATH, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    said.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.err += chunk
  })
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  const origin = new Promise<string>((resolve) => {
    child.stdout.on('data', () => {
      const [, found] = /at (http:\/\/\S+)/.exec(said.out) ?? []
      if (found) resolve(found)
    })
  })
  return { child, said, exit, origin }
}

/** An upstream over HTTP that stores tunnels and answers writes after a delay. */
const createUpstream = async (delayMs = 0) => {
  const made: object[] = []
  let calls = 0
  const server = createServer(async (request, response) => {
    calls += 1
    let text = ''
    for await (const chunk of request) text += chunk
    const reply = (body: unknown) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
    if (request.method === 'GET') return reply(ok({ ipsec_tunnels: made }))
    const tunnel = { ...JSON.parse(text), id: TUNNEL.slice(0, 28) + String(made.length).padStart(4, '0') }
    if (!request.url?.endsWith('validate_only=true')) made.push(tunnel)
    return void setTimeout(() => reply(ok(tunnel)), delayMs)
  }).listen(0, '127.0.0.1')
  servers.add(server)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    made,
    calls: () => calls,
    env: { ...LIVE, CLOUDFLARE_BASE_URL: `http://127.0.0.1:${port}/client/v4` },
  }
}

const post = (origin: string, path: string, body: unknown, signal?: AbortSignal) =>
  fetch(origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tunneldesk': '1' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  })

describe('settings', () => {
  const file = (content: string, mode: number) => {
    const path = join(settings, `${mode}-${content.length}`)
    writeFileSync(path, content)
    chmodSync(path, mode)
    return path
  }
  const { CLOUDFLARE_API_TOKEN: _token, ...withoutToken } = LIVE
  test.each<[string, Record<string, string | undefined>, string[]?, string[]?]>([
    ['CLOUDFLARE_API_TOKEN', { ...LIVE, CLOUDFLARE_API_TOKEN: `${TOKEN}\n${TOKEN}` }],
    ['CLOUDFLARE_API_TOKEN_FILE', { ...withoutToken, CLOUDFLARE_API_TOKEN_FILE: file(TOKEN, 0o644) }],
    ['CLOUDFLARE_API_TOKEN_FILE', { ...withoutToken, CLOUDFLARE_API_TOKEN_FILE: '/does/not/exist' }],
    ['CLOUDFLARE_API_TOKEN_FILE', { ...LIVE, CLOUDFLARE_API_TOKEN_FILE: file(TOKEN, 0o600) }],
    ['AUDIT_FILE', { AUDIT_FILE: '/does/not/exist/audit.log' }],
    ['environment', {}, [`--token=${TOKEN}`]],
    ['NODE_TLS_REJECT_UNAUTHORIZED', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
    ['SSLKEYLOGFILE', { SSLKEYLOGFILE: '/tmp/keys' }],
    ['--insecure-http-parser', {}, [], ['--insecure-http-parser']],
    ['--insecure-http-parser', { NODE_OPTIONS: '--insecure-http-parser' }],
    ['--tls-keylog', { NODE_OPTIONS: '--tls-keylog=/dev/null' }],
    ['--insecure-http-parser', { NODE_OPTIONS: '--insecure_http_parser' }],
    ['--insecure-http-parser', { NODE_OPTIONS: '"--insecure-http-parser"' }],
    ['--inspect', {}, [], ['--inspect=0.0.0.0:0']],
    ['--inspect', LIVE, [], ['--inspect=127.0.0.1:0']],
    ['HOST', { HOST: '0.0.0.0' }],
    ['HOST', { HOST: '0.0.0.0' }, ['--check-config']],
  ])('that are unsafe stop the start with a message that names %s', async (what, env, args, nodeArgs) => {
    const { exit, said } = run(env, args, nodeArgs)
    expect(await exit).toBe(78)
    const lines = said.err.split('\n').filter((line) => line.startsWith('tunneldesk:'))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(what)
    expect(said.out + said.err).not.toContain(TOKEN)
  })

  test('with an address of another machine stop it with a message that does not quote the address', async () => {
    const { exit, said } = run({
      ...LIVE,
      HOST: '192.0.2.1',
      AUTH_MODE: 'header',
      PUBLIC_ORIGIN: 'https://tunnels.example',
      IDENTITY_HEADER: 'X-Forwarded-Email',
      PROXY_SECRET: 's'.repeat(32),
      TRUSTED_PROXY_CIDRS: '127.0.0.1/32',
      VIEWERS: 'v@corp.example',
    })
    expect(await exit).toBe(1)
    expect(said.err).toMatch(/^tunneldesk: HOST is not an address of this machine/)
    expect(said.err).not.toContain('192.0.2.1')
  })

  test('with a port that is in use stop it with a message that says what to set', async () => {
    const { env } = await createUpstream()
    const { exit, said } = run({ ...env, PORT: new URL(env.CLOUDFLARE_BASE_URL).port })
    expect(await exit).toBe(1)
    expect(said.err).toMatch(/^tunneldesk: the port is in use: set PORT to another one, or to 0/)
  })

  test('that are valid pass --check-config, which opens no port', async () => {
    const { exit, said } = run({ ...withoutToken, CLOUDFLARE_API_TOKEN_FILE: file(TOKEN, 0o600) }, [
      '--check-config',
    ])
    expect(await exit).toBe(0)
    expect(said.out).toBe('tunneldesk: the settings are valid\n')
  })
})

test.skipIf(!existsSync('/dev/full'))('a full disk blocks changes, but not reads and dry-runs', async () => {
  const { env, made } = await createUpstream()
  const { origin } = run({ ...env, AUDIT_FILE: '/dev/full' })
  const at = await origin
  expect((await post(at, '/api/tunnels', input())).status).toBe(503)
  expect(made).toEqual([])
  expect((await fetch(`${at}/api/tunnels`)).status).toBe(200)
  expect((await post(at, '/api/tunnels/validate', {})).status).toBe(200)
})

test('a standard output that nobody reads blocks changes, but not reads, dry-runs and the stop', async () => {
  const { env, made } = await createUpstream()
  const { child, exit, origin } = run(env)
  const at = await origin
  child.stdout.destroy()
  expect((await post(at, '/api/tunnels', input())).status).toBe(503)
  expect(made).toEqual([])
  expect((await fetch(`${at}/api/tunnels`)).status).toBe(200)
  expect((await post(at, '/api/tunnels/validate', {})).status).toBe(200)
  child.kill('SIGTERM')
  expect(await exit).toBe(0)
})

test.each([
  ['an error that nobody catches', 'throw new TypeError("CANARY")'],
  ['a promise that nobody catches', 'Promise.reject(new TypeError("CANARY"))'],
])('%s ends the process after pending requests, and is logged by its kind only', async (_what, code) => {
  const { env, made } = await createUpstream(600)
  const onSignal = `process.on('SIGUSR2', () => { ${code} })`
  const { child, exit, origin, said } = run(env, [], ['--import', `data:text/javascript,${onSignal}`])
  const answer = post(await origin, '/api/tunnels', input())
  await expect.poll(() => made.length).toBe(1)
  child.kill('SIGUSR2')
  expect((await answer).status).toBe(200)
  expect(await exit).toBe(1)
  expect(said.out).toContain('"kind":"TypeError"')
  expect(said.out + said.err).not.toContain('CANARY')
})

test('with a real token a link is printed, which works once', async () => {
  const { origin, said } = run({ ...(await createUpstream()).env, LOCAL_LAUNCH_TOKEN: undefined })
  const at = await origin
  await expect.poll(() => said.out).toContain('#k=')
  const [, key] = /#k=([0-9a-f]{64})/.exec(said.out) ?? []
  expect((await fetch(`${at}/api/meta`)).status).toBe(401)
  expect((await post(at, '/api/session', { key })).status).toBe(200)
  expect((await post(at, '/api/session', { key })).status).toBe(401)
  expect(said.out).not.toContain(TOKEN)
})

test('the start says where the token goes when that is not Cloudflare', async () => {
  const { env } = await createUpstream()
  const { origin, said } = run(env)
  await origin
  await expect
    .poll(() => said.out)
    .toContain(`the token goes to ${env.CLOUDFLARE_BASE_URL}, not to Cloudflare`)
})

test('after a restart a browser has its own sandbox unchanged, and not that of another browser', async () => {
  const first = run({})
  const at = await first.origin
  const { port } = new URL(at)
  const browser = (world: string) => ({
    'content-type': 'application/json',
    'x-tunneldesk': '1',
    cookie: `tunneldesk_world_${port}=${world.repeat(16)}`,
  })
  const ids = async (world: string) => {
    const response = await fetch(`${at}/api/tunnels`, { headers: browser(world) })
    const { result } = (await response.json()) as { result: { ipsec_tunnels: { id: string }[] } }
    return result.ipsec_tunnels.map(({ id }) => id)
  }
  const body = JSON.stringify(input())
  await fetch(`${at}/api/tunnels`, { method: 'POST', headers: browser('a1'), body })
  const [mine, other] = [await ids('a1'), await ids('b2')]
  expect(mine.length).toBe(other.length + 1)
  first.child.kill('SIGTERM')
  await first.exit
  await run({ PORT: port }).origin
  expect([await ids('a1'), await ids('b2')]).toEqual([mine, other])
})

describe('a stop', () => {
  test('during a create answers it, and ends within five seconds of the answer', async () => {
    const { env, made } = await createUpstream(1000)
    const audit = join(settings, 'audit.log')
    const { child, exit, origin } = run({ ...env, AUDIT_FILE: audit })
    const answer = post(await origin, '/api/tunnels', input())
    await expect.poll(() => made.length).toBe(1)
    child.kill('SIGTERM')
    const response = await answer
    const answeredAt = performance.now()
    expect([response.status, response.headers.get('connection')]).toEqual([200, 'close'])
    expect(await exit).toBe(0)
    expect(performance.now() - answeredAt).toBeLessThan(5000)
    expect(made).toHaveLength(1)
    expect(readFileSync(audit, 'utf8').split('\n').filter(Boolean)).toHaveLength(2)
  })

  test('waits for a create whose browser is gone, and writes its outcome to the audit log', async () => {
    const { env, made } = await createUpstream(600)
    const audit = join(settings, 'gone.log')
    const { child, exit, origin } = run({ ...env, AUDIT_FILE: audit })
    const browser = new AbortController()
    const answer = post(await origin, '/api/tunnels', input(), browser.signal)
    const gone = expect(answer).rejects.toThrow()
    await expect.poll(() => made.length).toBe(1)
    browser.abort()
    await gone
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
    expect(made).toHaveLength(1)
    const lines = readFileSync(audit, 'utf8').trim().split('\n')
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ audit: 'intent' }),
      expect.objectContaining({ audit: 'outcome', outcome: 'done' }),
    ])
  })

  test('by SIGKILL between the two audit lines leaves the first line in the file', async () => {
    const { env } = await createUpstream(5000)
    const audit = join(settings, 'killed.log')
    const { child, exit, origin } = run({ ...env, AUDIT_FILE: audit })
    post(await origin, '/api/tunnels', input()).catch(() => undefined)
    await expect.poll(() => existsSync(audit) && readFileSync(audit, 'utf8').length).toBeGreaterThan(0)
    child.kill('SIGKILL')
    await exit
    expect(JSON.parse(readFileSync(audit, 'utf8'))).toMatchObject({ audit: 'intent', name: 'paris' })
  })

  test('of a process that was suspended meanwhile drops no connection', async () => {
    const { env } = await createUpstream()
    const { child, exit, origin } = run(env)
    const at = await origin
    child.kill('SIGTERM')
    await new Promise((resolve) => setTimeout(resolve, 50))
    child.kill('SIGSTOP')
    const answers = Promise.all(Array.from({ length: 20 }, () => fetch(`${at}/api/tunnels`)))
    await new Promise((resolve) => setTimeout(resolve, 400))
    child.kill('SIGCONT')
    expect((await answers).map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
    expect(await exit).toBe(0)
  })

  test('waits a moment for a connection that has not sent a request yet', async () => {
    const { env } = await createUpstream()
    const { child, exit, origin } = run(env)
    const { host, port } = new URL(await origin)
    const socket = connect(Number(port), '127.0.0.1')
    await once(socket, 'connect')
    child.kill('SIGTERM')
    await new Promise((resolve) => setTimeout(resolve, 600))
    socket.write(`GET /api/meta HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /)
    expect(await exit).toBe(0)
  })

  test('under load drops no answer, four times in a row', async () => {
    const { env } = await createUpstream(5)
    let answered = 0
    for (let round = 0; round < 4; round++) {
      const { child, exit, origin } = run(env)
      const ending = await askUntilStopped(await origin, () => child.kill('SIGTERM'))
      expect(ending.dropped).toEqual([])
      answered += ending.answered
      expect(await exit).toBe(0)
    }
    expect(answered).toBeGreaterThan(80)
  })
})
