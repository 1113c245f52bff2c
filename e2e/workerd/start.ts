/** Starts the built Worker in Cloudflare's open-source runtime, with the bindings of `wrangler.jsonc`. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** The origin of the Worker. The name is never resolved: requests go to a local port with this host. */
export const ORIGIN = 'https://tunneldesk.example'
export const HOST = new URL(ORIGIN).host

export interface Answered {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

export interface RunningWorker {
  port: number
  /** Sends a request as our own page does. A value in `headers` replaces a header, and null removes it. */
  ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string | null>,
  ): Promise<Answered>
  /** Returns everything that the runtime has printed, including the Worker's log. */
  output(): string
  stop(): Promise<void>
}

export interface WorkerOptions {
  vars: Record<string, string>
  /** Another bundle than the deployed one. */
  bundle?: string
  /** The folder for the storage of objects, to start again with the same ones. */
  objects?: string
  /** For browsers, whose `Host` contains the port; a free one by default. */
  port?: number
}

export interface WranglerConfig {
  main: string
  compatibility_date: string
  workers_dev: boolean
  preview_urls: boolean
  vars: Record<string, string>
  assets: Record<string, unknown> & { directory: string }
}

/** Reads `wrangler.jsonc`, whose comments are all on their own lines. */
export const wranglerConfig = (): WranglerConfig =>
  JSON.parse(readFileSync('wrangler.jsonc', 'utf8').replace(/^\s*\/\/.*$/gm, '')) as WranglerConfig

/** The path of the binary; the package's launcher would not pass signals on. */
const binary = (): string => {
  const inPackage = createRequire(resolve('e2e/workerd/package.json'))
  return (inPackage('workerd') as { default: string }).default
}

const text = (value: string) => JSON.stringify(value)

const configOf = (vars: Record<string, string>, objects: string, port: number) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "files", disk = (path = ${text(resolve('dist/client'))}, allowDotfiles = true)),
    (name = "objects", disk = (path = ${text(objects)}, writable = true)),
    (name = "internet", network = (allow = ["private"]))
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]
);
const main :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = ${text(wranglerConfig().compatibility_date)},
  bindings = [
    ${Object.entries(vars)
      .map(([name, value]) => `(name = ${text(name)}, text = ${text(value)}),`)
      .join('\n    ')}
    (name = "ASSETS", service = "files"),
    (name = "ACCOUNTS", durableObjectNamespace = "AccountObject")
  ],
  durableObjectNamespaces = [(className = "AccountObject", uniqueKey = "account", enableSql = true)],
  durableObjectStorage = (localDisk = "objects")
);
`

const START_LIMIT_MS = 60_000

export const startWorker = async (options: WorkerOptions): Promise<RunningWorker> => {
  const folder = mkdtempSync(join(tmpdir(), 'tunneldesk-workerd-'))
  const config = join(folder, 'config.capnp')
  // Copied, because workerd reads paths relative to the folder of its config.
  copyFileSync(options.bundle ?? 'dist/worker/worker.js', join(folder, 'worker.js'))
  writeFileSync(config, configOf(options.vars, options.objects ?? folder, options.port ?? 0))
  const child = spawn(binary(), ['serve', '--control-fd=3', config], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: {},
  })
  let printed = ''
  const take = (chunk: Buffer) => {
    printed += chunk
  }
  child.stdout?.on('data', take)
  child.stderr?.on('data', take)
  const ended = once(child, 'exit')
  const port = await new Promise<number>((settle, reject) => {
    const fail = (why: string) => reject(new Error(`workerd ${why}. It printed:\n${printed}`))
    const timer = setTimeout(() => fail('opened no port'), START_LIMIT_MS)
    child.once('exit', (code) => fail(`ended with ${code}`))
    createInterface({ input: child.stdio[3] as Readable }).on('line', (line) => {
      const told = JSON.parse(line) as { event: string; port?: number }
      if (told.event !== 'listen' || told.port === undefined) return
      clearTimeout(timer)
      settle(told.port)
    })
  })
  return {
    port,
    ask: (method, path, body, headers = {}) => ask(port, method, path, body, headers),
    output: () => printed,
    stop: async () => {
      // After SIGTERM it would wait for requests that a broken Worker never answers.
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const OWN = { host: HOST, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }
const WRITE = { ...OWN, origin: ORIGIN, 'content-type': 'application/json', 'x-tunneldesk': '1' }

const ask = async (
  port: number,
  method: string,
  path: string,
  body: unknown,
  more: Record<string, string | null>,
): Promise<Answered> => {
  const sent = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const all = {
    ...(method === 'GET' ? OWN : { ...WRITE, 'content-length': String(Buffer.byteLength(sent)) }),
    ...more,
  }
  const headers = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as Record<
    string,
    string
  >
  const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false })
  outgoing.end(sent)
  const [response] = (await once(outgoing, 'response')) as [import('node:http').IncomingMessage]
  let received = ''
  for await (const chunk of response.setEncoding('utf8')) received += chunk
  return { status: response.statusCode ?? 0, headers: response.headers, text: received }
}
