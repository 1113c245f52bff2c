/**
 * A stand-in for the IPsec-tunnel part of Cloudflare's API, at `/client/v4`. Web-standard: give it a Request, get
 * a Response. Every account id is a world of its own, made from the seed when it is first asked for.
 */
import { type Context, Hono } from 'hono'
import type { ResponseInfo } from '../contract/envelope.ts'
import { createLimiter } from './allowance.ts'
import { type Allowance, answer, refuse } from './answers.ts'
import { type Effect, faultFor } from './faults.ts'
import * as handlers from './handlers.ts'
import { CODES, RATE_LIMITED } from './refusals.ts'
import { createWorld } from './seed.ts'
import { createMemoryStore, type World, type WorldStore } from './world.ts'

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
  fetch(request: Request): Promise<Response>
}

type Deps = Required<Omit<SandboxOptions, 'limit'>> & { limiter: ReturnType<typeof createLimiter> }

/** Everything a handler may look at. */
export interface Call {
  world: World
  /** Writes the world down after a change. */
  save(): void
  now: number
  newId(): string
  objectTarget: boolean
  validateOnly: boolean
  id: string
  body: unknown
}

/** What a handler says: a result, or every problem of the request with the status they come under. */
export type Outcome = { result: unknown } | { status: number; errors: ResponseInfo[] }

const hexId = (random: () => number): string =>
  Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('')

const latencyOf = (random: () => number) => () => 120 + random() * 230

export const createSandbox = (options: SandboxOptions = {}): Sandbox => {
  const now = options.now ?? Date.now
  const random = options.random ?? Math.random
  const deps: Deps = {
    now,
    random,
    wait: options.wait ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
    latency: options.latency ?? latencyOf(random),
    store: options.store ?? createMemoryStore(),
    limiter: createLimiter(now, options.limit),
  }
  const app = route(deps)
  return { fetch: async (request) => app.fetch(request) }
}

const ROUTES = [
  ['GET', '/ipsec_tunnels', handlers.list],
  ['POST', '/ipsec_tunnels', handlers.create],
  ['GET', '/ipsec_tunnels/:id', handlers.view],
  ['PUT', '/ipsec_tunnels/:id', handlers.update],
  ['DELETE', '/ipsec_tunnels/:id', handlers.remove],
  ['POST', '/ipsec_tunnels/psk', handlers.setKeys],
  ['POST', '/ipsec_tunnels/:id/psk_generate', handlers.generateKey],
] as const

const route = (deps: Deps): Hono => {
  const app = new Hono()
  for (const [method, path, handler] of ROUTES) {
    app.on(method, `/client/v4/accounts/:account/magic${path}`, (context) => serve(context, handler, deps))
  }
  const fresh: Allowance = { remaining: 1200, resetS: 300 }
  app.notFound(() => refuse(fresh, 404, [{ code: CODES.noRoute, message: 'No route for that URI' }]))
  return app
}

const BEARER = /^Bearer [\x21-\x7e]+$/

const serve = async (context: Context, handler: (call: Call) => Outcome, deps: Deps): Promise<Response> => {
  const account = context.req.param('account') ?? ''
  const allowance = deps.limiter.spend(account)
  await deps.wait(deps.latency())
  if (allowance.blocked) {
    return refuse(allowance, 429, [{ code: CODES.rateLimited, message: RATE_LIMITED }], {
      'Retry-After': String(allowance.resetS),
    })
  }
  if (!BEARER.test(context.req.header('Authorization') ?? '')) {
    const chain = [{ code: 6111, message: 'Invalid format for Authorization header' }]
    const error = { code: CODES.badHeaders, message: 'Invalid request headers', error_chain: chain }
    return refuse(allowance, 400, [error])
  }
  const read = await readBody(context)
  if ('errors' in read) return refuse(allowance, 400, read.errors)
  const validateOnly = context.req.query('validate_only') === 'true'
  const name = (read.body as { name?: unknown } | null)?.name
  const effect = context.req.method === 'GET' ? undefined : faultFor(name, validateOnly)
  const run = () => answerOf(context, handler, deps, read.body, allowance)
  return effect ? disturb(effect, run, deps) : run()
}

const answerOf = (
  context: Context,
  handler: (call: Call) => Outcome,
  deps: Deps,
  body: unknown,
  allowance: Allowance,
): Response => {
  const account = context.req.param('account') ?? ''
  const newId = () => hexId(deps.random)
  const world = deps.store.load(account) ?? createWorld(newId, deps.now())
  deps.store.save(account, world)
  const outcome = handler({
    world,
    save: () => deps.store.save(account, world),
    now: deps.now(),
    newId,
    objectTarget: context.req.header('x-magic-new-hc-target') === 'true',
    validateOnly: context.req.query('validate_only') === 'true',
    id: context.req.param('id') ?? '',
    body,
  })
  return 'result' in outcome
    ? answer(allowance, outcome.result)
    : refuse(allowance, outcome.status, outcome.errors)
}

const readBody = async (context: Context): Promise<{ body: unknown } | { errors: ResponseInfo[] }> => {
  if (context.req.method === 'GET') return { body: null }
  const text = await context.req.text()
  if (text === '') return { body: {} }
  if (!/^application\/json\b/i.test(context.req.header('Content-Type') ?? '')) {
    return { errors: [{ code: CODES.wrongContentType, message: 'Content-Type must be application/json' }] }
  }
  try {
    return { body: JSON.parse(text) }
  } catch {
    return { errors: [{ code: CODES.badBody, message: 'Invalid Request: the body is not valid JSON' }] }
  }
}

/** A body that delivers half of the text and then breaks. */
const broken = (text: string): ReadableStream =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text.slice(0, text.length / 2)))
    },
    pull(controller) {
      controller.error(new Error('The connection was cut'))
    },
  })

/** Longer than any client waits; the promise is dropped with its request. */
const FOREVER_MS = 10 * 60 * 1000

const disturb = async (effect: Effect, run: () => Response, deps: Deps): Promise<Response> => {
  switch (effect.kind) {
    case 'wait':
      await deps.wait(effect.ms)
      return run()
    case 'hang':
      await deps.wait(FOREVER_MS)
      return run()
    case 'cut': {
      if (effect.when === 'before') throw new Error('The connection was cut')
      const response = run()
      if (effect.when === 'after') throw new Error('The connection was cut')
      return new Response(broken(await response.text()), response)
    }
    case 'answer':
      return new Response(effect.body, { status: effect.status, headers: effect.headers ?? {} })
  }
}
