/** For tests: an app on a fake upstream that records calls and stores tunnels, and requests like those of our page. */
import { ok } from '../contract/envelope.ts'
import type { Tunnel } from '../contract/tunnel.ts'
import { type BackendOptions, createBackend } from './account/backend.ts'
import { type AppOptions, createApp } from './app.ts'
import { type Config, createConfig } from './config/config.ts'
import { type Environment, readSettings } from './config/environment.ts'
import type { Incoming, Outgoing, Send } from './upstream/transport.ts'

export const ACCOUNT = 'ac'.repeat(16)
export const TUNNEL = 'c4a7362d577a6c3019a474fd6f485821'
export const ORIGIN = 'http://127.0.0.1:8787'
export const TOKEN = 'canary-token-5f1b0c7e9a2d4438'
export const LIVE: Environment = {
  CLOUDFLARE_API_TOKEN: TOKEN,
  CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
  CLOUDFLARE_BASE_URL: 'http://127.0.0.1:9/client/v4',
  LOCAL_LAUNCH_TOKEN: 'off',
}

export const configOf = (env: Environment = LIVE): Config =>
  createConfig(readSettings(env), { runtime: 'node', port: 8787, version: 'test', user: 'tester' })

export const input = (name = 'paris') => ({
  name,
  cloudflare_endpoint: '162.159.64.1',
  interface_address: '10.100.0.8/31',
})

/** A complete answer of the upstream. */
export const incoming = (status: number, body: unknown, headers: Record<string, string> = {}): Incoming => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    status,
    header: (name) => headers[name] ?? null,
    body: (async function* () {
      yield new TextEncoder().encode(text)
    })(),
  }
}

/** The GraphQL answer for an account without health data. */
export const NO_DATA = {
  data: { viewer: { accounts: [{ all: [], failed: [], traffic: [] }] } },
  errors: null,
}

export interface Fake {
  send: Send
  /** Every request that was sent; `lines` returns them as `METHOD /path?query`. */
  seen: Outgoing[]
  lines(): string[]
  tunnels: Map<string, Tunnel>
}

/** Stores every write that is not a dry-run, like the real API, so that `tunnels` shows unwanted writes. */
export const createFake = (now: () => number = Date.now): Fake => {
  const seen: Outgoing[] = []
  const tunnels = new Map<string, Tunnel>()
  const keep = (id: string, body: string | null): Tunnel => {
    const created_on = tunnels.get(id)?.created_on ?? new Date(now()).toISOString()
    const tunnel = { ...JSON.parse(body ?? ''), id, created_on, modified_on: new Date(now()).toISOString() }
    tunnels.set(id, tunnel)
    return tunnel
  }
  const send: Send = async (request) => {
    seen.push(request)
    const { pathname, search } = new URL(request.url)
    const [, id, action] = pathname.match(/ipsec_tunnels(?:\/([0-9a-z]+))?(?:\/([a-z_]+))?$/) ?? []
    // Before the rest, because any other POST creates a tunnel.
    if (pathname.endsWith('/graphql')) return incoming(200, NO_DATA)
    if (search === '?validate_only=true') return incoming(200, ok({}))
    if (action || id === 'psk') return incoming(200, ok({ ipsec_tunnel_id: id, psk: 'fresh' }))
    if (!pathname.includes('/magic/ipsec_tunnels')) {
      // This fake has only tunnels; tests of anything else use the stand-in.
      return pathname.endsWith('/routes') && request.method === 'GET'
        ? incoming(200, ok({ routes: [] }))
        : incoming(404, { success: false, errors: [{ code: 1020, message: 'not found' }] })
    }
    if (!id && request.method === 'GET') return incoming(200, ok({ ipsec_tunnels: [...tunnels.values()] }))
    if (!id) return incoming(200, ok(keep(crypto.randomUUID().replaceAll('-', ''), request.body)))
    const tunnel = tunnels.get(id)
    if (!tunnel) return incoming(404, { success: false, errors: [{ code: 1032, message: 'not found' }] })
    if (request.method === 'GET') return incoming(200, ok({ ipsec_tunnel: tunnel }))
    if (request.method === 'DELETE') {
      tunnels.delete(id)
      return incoming(200, ok({ deleted: true, deleted_ipsec_tunnel: tunnel }))
    }
    return incoming(200, ok({ modified: true, modified_ipsec_tunnel: keep(id, request.body) }))
  }
  const lines = () =>
    seen.map(({ method, url }) => `${method} ${url.slice(url.indexOf('/client/v4') + '/client/v4'.length)}`)
  return { send, seen, lines, tunnels }
}

const clock: AppOptions['clock'] = { now: Date.now, wait: async () => undefined }

export const appOptions = (more: Partial<AppOptions & BackendOptions> = {}): AppOptions & BackendOptions => ({
  assets: (path) =>
    path === '/index.html'
      ? {
          body: new TextEncoder().encode('<!doctype html>'),
          type: 'text/html; charset=utf-8',
          encoding: null,
        }
      : null,
  clock,
  isStopping: () => false,
  log: () => undefined,
  audit: async () => undefined,
  launch: null,
  ...more,
})

export const appOn = (send: Send, config = configOf(), more: Partial<AppOptions & BackendOptions> = {}) => {
  const around = appOptions(more)
  return createApp(config, createBackend(config, send, around), around)
}

/** The headers that our own page sends with every request. */
const OWN = { host: '127.0.0.1:8787', 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }
const WRITE = {
  ...OWN,
  origin: ORIGIN,
  'content-type': 'application/json',
  'x-tunneldesk': '1',
}

/** A request as our own page sends it. A value in `headers` replaces a header, and null removes it. */
export const request = (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string | null> = {},
): Request => {
  const all = { ...(method === 'GET' ? OWN : WRITE), ...headers }
  const kept = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== null)
  return new Request(`${ORIGIN}${path}`, {
    method,
    headers: kept,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
}

/** A clock that only `wait` moves, without taking real time. */
export const createClock = (start = Date.parse('2027-01-15T08:00:00Z')) => {
  const clock = {
    time: start,
    now: () => clock.time,
    wait: async (ms: number) => {
      clock.time += ms
    },
  }
  return clock
}

export interface Answer {
  status: number
  outcome?: string
  success: boolean
  errors: { code: number; message: string; tunnel_id?: string }[]
  result: unknown
}

export const answerOf = async (response: Response): Promise<Answer> => ({
  ...((await response.json()) as Omit<Answer, 'status'>),
  status: response.status,
})
