/** The stand-in as `npm run sandbox` starts it: a separate process with a real socket. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { ACCOUNT, INPUT } from '../testing.ts'

// Inside the project; the bundle imports no package and needs only a package.json with the module type.
const folder = mkdtempSync(join(process.cwd(), 'node_modules/.sandbox-test-'))
const cwd = mkdtempSync(join(tmpdir(), 'tunneldesk-sandbox-'))
const running = new Set<ChildProcess>()

// Starting a process takes a while on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

beforeAll(async () => {
  await build({
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: { input: { sandbox: 'src/sandbox/node.ts' } },
    },
  })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
}, 30_000)
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
})
afterAll(() => {
  for (const each of [folder, cwd]) rmSync(each, { recursive: true })
})

const run = (PORT?: string) => {
  const child = spawn(process.execPath, [join(folder, 'sandbox.js')], {
    cwd,
    env: { PATH: process.env.PATH, ...(PORT !== undefined && { PORT }) },
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
  const base = new Promise<string>((resolve) => {
    child.stdout.on('data', () => {
      const [, found] = /at (http:\/\/\S+\/client\/v4)\n/.exec(said.out) ?? []
      if (found) resolve(found)
    })
  })
  return { child, said, exit, base }
}

const headers = { Authorization: 'Bearer any', 'Content-Type': 'application/json' }
const tunnels = (base: string) => `${base}/accounts/${ACCOUNT}/magic/ipsec_tunnels`
const create = (base: string, name: string, interface_address = INPUT.interface_address) =>
  fetch(tunnels(base), {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...INPUT, name, interface_address }),
  })
const names = async (base: string): Promise<string[]> =>
  (await (await fetch(tunnels(base), { headers })).json()).result.ipsec_tunnels.map(
    ({ name }: { name: string }) => name,
  )

test('prints its URL, keeps its worlds after a restart and a SIGKILL, and stops on SIGTERM', async () => {
  const first = run('0')
  const base = await first.base
  expect((await create(base, 'lis-branch-a')).status).toBe(200)
  // Without time to clean up.
  first.child.kill('SIGKILL')
  await first.exit
  const second = run('0')
  const at = await second.base
  expect(await names(at)).toContain('lis-branch-a')
  const hung = create(at, 'sandbox-hang').catch(() => 'gone')
  await names(at)
  second.child.kill('SIGTERM')
  expect(await hung).toBe('gone')
  expect(await second.exit).toBe(0)
  expect(second.said.err).toBe('')
  expect(existsSync(join(cwd, '.tunneldesk/sandbox', `${ACCOUNT}.json`))).toBe(true)
})

test('after a SIGKILL during a write, its file is complete and has every confirmed change', async () => {
  for (let round = 0; round < 3; round++) {
    const { child, base, exit } = run('0')
    const at = await base
    const confirmed: string[] = []
    const enough = new Promise<void>((resolve) => {
      for (let n = 0; n < 40; n++) {
        const name = `site-${round}-${n}`
        create(at, name, `10.8${round}.${n}.0/31`).then(
          ({ status }) => {
            if (status === 200) confirmed.push(name)
            if (confirmed.length === 8 + round) resolve()
          },
          () => undefined,
        )
      }
    })
    await enough
    child.kill('SIGKILL')
    await exit
    const next = run('0')
    expect(await names(await next.base)).toEqual(expect.arrayContaining(confirmed))
    expect(next.said.err).toBe('')
    next.child.kill('SIGKILL')
    await next.exit
  }
})

test('reports a port that is in use or invalid', async () => {
  const { port } = new URL(await run('0').base)
  const again = run(port)
  expect(await again.exit).toBe(1)
  expect(again.said.err).toBe(`sandbox: port ${port} is in use: set PORT to another one, or to 0\n`)
  for (const none of ['http', '-1', '70000', '']) {
    const { exit, said } = run(none)
    expect(await exit).toBe(1)
    expect(said.err).toBe('sandbox: PORT must be a port number\n')
  }
})

describe('a connection that a fault cuts', () => {
  test('is closed on the socket: before an answer, and in the middle of one', async () => {
    const base = await run('0').base
    await expect(create(base, 'sandbox-cut-before', '10.79.0.0/31')).rejects.toThrow('fetch failed')
    await expect(create(base, 'sandbox-cut-after', '10.79.0.2/31')).rejects.toThrow('fetch failed')
    expect(await names(base)).toContain('sandbox-cut-after')
    const half = await create(base, 'sandbox-cut-inside', '10.79.0.4/31')
    expect(half.status).toBe(200)
    await expect(half.text()).rejects.toThrow('terminated')
    expect(await names(base)).toContain('sandbox-cut-inside')
  })
})

test('its routers and faults are controlled under its own origin', async () => {
  const base = await run('0').base
  const { origin } = new URL(base)
  const world = `${origin}/sandbox/accounts/${ACCOUNT}/world`
  const set = (fault: string | null) =>
    fetch(world, { method: 'PUT', headers, body: JSON.stringify({ fault }) })
  expect((await set('sandbox-500')).status).toBe(200)
  expect((await fetch(tunnels(base), { headers })).status).toBe(500)
  expect((await set(null)).status).toBe(200)
  expect((await fetch(tunnels(base), { headers })).status).toBe(200)
})
