/**
 * A stand-in for the IPsec-tunnel part of Cloudflare's API, at `/client/v4`. Web-standard: give it a Request, get
 * a Response. Every account id is a world of its own, made from the seed when it is first asked for.
 */
import { type Context, Hono } from 'hono'
import type { ApiOperation } from '../contract/endpoints.ts'
import { createLimiter } from './allowance.ts'
import { refuse } from './answers.ts'
import { CONTROLS, control } from './control.ts'
import { GRAPHQL_LIMIT, GRAPHQL_PATH, serveGraphql } from './graphql.ts'
import type { Handler } from './handlers.ts'
import * as handlers from './handlers.ts'
import { CODES, notRouted } from './refusals.ts'
import * as routes from './route-handlers.ts'
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
    /** The GraphQL API has a limit of its own. */
    spendGraphql: createLimiter(now, GRAPHQL_LIMIT),
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

/** One handler for each operation of the table: the type checker asks for those that are missing. */
const HANDLERS: Record<ApiOperation, Handler> = {
  'GET /accounts/:account/magic/ipsec_tunnels': handlers.list,
  'POST /accounts/:account/magic/ipsec_tunnels': handlers.create,
  'PUT /accounts/:account/magic/ipsec_tunnels': handlers.updateAll,
  'POST /accounts/:account/magic/ipsec_tunnels/psk': handlers.setKeys,
  'GET /accounts/:account/magic/ipsec_tunnels/:id': handlers.view,
  'PUT /accounts/:account/magic/ipsec_tunnels/:id': handlers.update,
  'DELETE /accounts/:account/magic/ipsec_tunnels/:id': handlers.remove,
  'POST /accounts/:account/magic/ipsec_tunnels/:id/psk_generate': handlers.generateKey,
  'GET /accounts/:account/magic/routes': routes.list,
  'POST /accounts/:account/magic/routes': routes.create,
  'GET /accounts/:account/magic/routes/:id': routes.view,
  'PUT /accounts/:account/magic/routes/:id': routes.update,
  'DELETE /accounts/:account/magic/routes/:id': routes.remove,
}

/** What is no account id makes no route. */
const ACCOUNT = ':account{[0-9a-f]{32}}'

/** @param operations by method and path */
const entriesOf = <H>(operations: Record<string, H>, below: string) =>
  Object.entries(operations).map(([operation, handler]) => {
    const [method = '', path = ''] = operation.split(' ')
    return { method, path: below + path.replace(':account', ACCOUNT), handler }
  })

const route = (deps: Deps): Hono => {
  const app = new Hono()
  const askedOf = ({ req }: Context) => ({
    request: req.raw,
    account: req.param('account') ?? '',
    id: req.param('id') ?? '',
  })
  for (const { method, path, handler } of entriesOf(HANDLERS, '/client/v4')) {
    app.on(method, path, (context) => serve(askedOf(context), handler, deps))
  }
  for (const { method, path, handler } of entriesOf(CONTROLS, '')) {
    app.on(method, path, (context) => control(askedOf(context), handler, deps))
  }
  app.post(GRAPHQL_PATH, ({ req }) => serveGraphql(req.raw, deps))
  // A call for something that does not exist is spent all the same.
  app.notFound(({ req }) => {
    const [, account = ''] = /\/accounts\/([0-9a-f]{32})\//.exec(req.path) ?? []
    return refuse(deps.spend(account), 404, [{ code: CODES.noRoute, message: notRouted(req.path) }])
  })
  // A cut connection is no answer.
  app.onError((error) => {
    throw error
  })
  return app
}
