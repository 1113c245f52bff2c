/**
 * A stand-in for the IPsec-tunnel part of Cloudflare's API, at `/client/v4`. Web-standard: give it a Request, get
 * a Response. Every account id is a world of its own, made from the seed when it is first asked for.
 */
import { Hono } from 'hono'
import { createLimiter } from './allowance.ts'
import { refuse } from './answers.ts'
import { CONTROLS, control } from './control.ts'
import * as handlers from './handlers.ts'
import { CODES } from './refusals.ts'
import { serve } from './serve.ts'
import { createMemoryStore, type WorldStore } from './store.ts'
import { createWorlds } from './worlds.ts'

export interface SandboxOptions {
  /** Milliseconds since the epoch. */
  now?: () => number
  /** 0 inclusive to 1 exclusive. */
  random?: () => number
  wait?: (ms: number) => Promise<void>
  /** How long an answer takes, in milliseconds; as over the Internet unless said otherwise. */
  latency?: () => number
  store?: WorldStore
  /** Calls per five minutes and account. */
  limit?: number
}

export interface Sandbox {
  /** Rejects with `Cut` where a fault takes the connection away. */
  fetch(request: Request): Promise<Response>
}

const hexId = (random: () => number): string =>
  Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('')

const latencyOf = (random: () => number) => () => 120 + random() * 230

const setUp = (options: SandboxOptions) => {
  const now = options.now ?? Date.now
  const random = options.random ?? Math.random
  const newId = () => hexId(random)
  return {
    now,
    newId,
    wait: options.wait ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))),
    latency: options.latency ?? latencyOf(random),
    spend: createLimiter(now, options.limit),
    worlds: createWorlds(options.store ?? createMemoryStore(now), newId, now),
    /** How many writes of each account are under way. */
    writing: new Map<string, number>(),
  }
}

export type Deps = ReturnType<typeof setUp>

export const createSandbox = (options: SandboxOptions = {}): Sandbox => {
  const app = route(setUp(options))
  return { fetch: async (request) => app.fetch(request) }
}

const ROUTES = [
  ['GET', '/ipsec_tunnels', handlers.list],
  ['POST', '/ipsec_tunnels', handlers.create],
  ['PUT', '/ipsec_tunnels', handlers.updateAll],
  ['POST', '/ipsec_tunnels/psk', handlers.setKeys],
  ['GET', '/ipsec_tunnels/:id', handlers.view],
  ['PUT', '/ipsec_tunnels/:id', handlers.update],
  ['DELETE', '/ipsec_tunnels/:id', handlers.remove],
  ['POST', '/ipsec_tunnels/:id/psk_generate', handlers.generateKey],
] as const

/** Not an account's id, and so not a route. */
const ACCOUNT = ':account{[0-9a-f]{32}}'

const route = (deps: Deps): Hono => {
  const app = new Hono()
  for (const [method, path, handler] of ROUTES) {
    app.on(method, `/client/v4/accounts/${ACCOUNT}/magic${path}`, ({ req }) =>
      serve({ request: req.raw, account: req.param('account'), id: req.param('id') ?? '' }, handler, deps),
    )
  }
  for (const [method, path, steer] of CONTROLS) {
    app.on(method, `/sandbox/accounts/${ACCOUNT}${path}`, ({ req }) =>
      control({ request: req.raw, account: req.param('account'), id: req.param('id') ?? '' }, steer, deps),
    )
  }
  // Whoever asks for what does not exist has spent a call all the same.
  app.notFound(({ req }) => {
    const [, account = ''] = /\/accounts\/([0-9a-f]{32})\//.exec(req.path) ?? []
    return refuse(deps.spend(account), 404, [{ code: CODES.noRoute, message: 'No route for the URI' }])
  })
  // A cut connection is no answer.
  app.onError((error) => {
    throw error
  })
  return app
}
