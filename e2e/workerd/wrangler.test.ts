/** Runs the delivered configuration with Cloudflare's tool and its asset store. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { CONTENT_SECURITY_POLICY } from '../../src/server/http/security-headers.ts'
import { wranglerConfig } from './start.ts'

const WRANGLER = 'e2e/workerd/node_modules/.bin/wrangler'
const home = mkdtempSync(join(tmpdir(), 'tunneldesk-wrangler-'))
const env = {
  PATH: process.env.PATH,
  HOME: home,
  XDG_CONFIG_HOME: home,
  WRANGLER_SEND_METRICS: 'false',
  // Both keep wrangler off the network.
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  CI: '1',
}
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('has no address that bypasses Access, and no file that bypasses the guard', () => {
  const config = wranglerConfig()
  expect(config).toMatchObject({ workers_dev: false, preview_urls: false })
  expect(config.assets).toMatchObject({
    run_worker_first: true,
    html_handling: 'none',
    not_found_handling: 'none',
  })
  expect(config.vars).toMatchObject({ AUTH_MODE: 'access' })
})

test('contains no secret, and says where to store the token', () => {
  const text = readFileSync('wrangler.jsonc', 'utf8')
  expect(Object.keys(wranglerConfig().vars)).not.toContain('CLOUDFLARE_API_TOKEN')
  expect(text).toContain('npm run deploy:secret')
  expect(text).not.toMatch(/[\w-]{40,}/)
})

test('is accepted by wrangler', () => {
  const run = spawnSync(WRANGLER, ['deploy', '--dry-run', '--outdir', join(home, 'out')], {
    env,
    encoding: 'utf8',
  })
  expect(run.stdout + run.stderr).not.toMatch(/warning|error/i)
  expect(run.status).toBe(0)
})

describe('run by wrangler', () => {
  /** Starts wrangler with a copy of the configuration and these variables. */
  const run = async (vars: Record<string, string>, isWorkerFirst = true) => {
    const file = join(mkdtempSync(join(home, 'run-')), 'wrangler.json')
    const { main, ...config } = wranglerConfig()
    const assets = {
      ...config.assets,
      directory: resolve(config.assets.directory),
      run_worker_first: isWorkerFirst,
    }
    writeFileSync(file, JSON.stringify({ ...config, main: resolve(main), assets, vars }))
    const args = ['dev', '--config', file, '--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0']
    const child = spawn(resolve(WRANGLER), args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    onTestFinished(async () => {
      const ended = child.exitCode === null ? once(child, 'exit') : null
      child.kill('SIGTERM')
      await ended
    })
    let output = ''
    const origin = await new Promise<string>((settle, reject) => {
      const take = (chunk: Buffer) => {
        output += chunk
        const [, address] = /Ready on (http:\S+)/.exec(output) ?? []
        if (address) settle(address)
      }
      child.stdout.on('data', take)
      child.stderr.on('data', take)
      child.once('exit', (code) => reject(new Error(`wrangler ended with ${code}:\n${output}`)))
    })
    return { origin, output: () => output }
  }
  const PUBLIC_ORIGIN = 'https://tunneldesk.example.com'

  test('as delivered: every URL answers 503, and the log says which setting to fill in', async () => {
    const { origin, output } = await run(wranglerConfig().vars)
    for (const path of ['/', '/theme.js', '/api/tunnels'])
      expect((await fetch(origin + path)).status).toBe(503)
    await vi.waitFor(() => expect(output()).toContain('tunneldesk: ACCESS_AUD must be'), { timeout: 20_000 })
  })

  test('as a sandbox: pages, files and unknown paths pass the guard and have its headers', async () => {
    const { origin } = await run({ PUBLIC_ORIGIN })
    for (const [path, status] of [
      ['/', 200],
      ['/theme.js', 200],
      ['/index.html.br', 404],
      ['/.vite/manifest.json', 404],
      ['/does/not/exist', 404],
      ['/api/tunnels', 200],
    ] as const) {
      // An asset store may answer navigations without the Worker.
      const headers = { 'sec-fetch-mode': path.startsWith('/api') ? 'cors' : 'navigate' }
      const response = await fetch(origin + path, { headers })
      expect([path, response.status]).toEqual([path, status])
      expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
      // The list has its own tag, so that an unchanged list is answered with 304.
      expect(response.headers.has('etag')).toBe(path === '/api/tunnels')
    }
  })

  test('with the asset store in front of the Worker: only public files bypass the guard', async () => {
    const { origin } = await run({ PUBLIC_ORIGIN }, false)
    const guarded = async (path: string) => (await fetch(origin + path)).headers.has('x-request-id')
    expect(await guarded('/theme.js')).toBe(false)
    for (const path of ['/theme.js.br', '/theme.js.gz', '/.vite/manifest.json', '/.assetsignore']) {
      expect([path, await guarded(path)]).toEqual([path, true])
    }
  })
})
