/**
 * A stand-in for the part of Cloudflare's API that manages IPsec tunnels, at `/client/v4`: a function from a Request to
 * a Response. Every account id has its own world, which is created from the seed with the first call.
 */
import { type Context, Hono } from 'hono'
import type { ApiOperation } from '../contract/endpoints.ts'
import { refuse } from './answers.ts'
import { GRAPHQL_PATH, serveGraphql } from './api/graphql.ts'
import type { Handler } from './api/handlers.ts'
import * as handlers from './api/handlers.ts'
import * as routes from './api/route-handlers.ts'
import { serve } from './api/serve.ts'
import { CONTROLS, control } from './control.ts'
import { createDeps, type Deps, type SandboxOptions } from './deps.ts'
import { CODES, notRouted } from './refusals.ts'

export interface Sandbox {
  /** Rejects with `Cut` when a fault cuts the connection. */
  fetch(request: Request): Promise<Response>
}

export const createSandbox = (options: SandboxOptions = {}): Sandbox => {
  const app = route(createDeps(options))
  return { fetch: async (request) => app.fetch(request) }
}

/** One handler for each operation in the table; the type checker reports missing ones. */
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

/** A path with an invalid account id is not a route. */
const ACCOUNT = ':account{[0-9a-f]{32}}'

/** @param operations handlers by method and path */
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
  // A call to an unknown path counts against the limit, too.
  app.notFound(({ req }) => {
    const [, account = ''] = /\/accounts\/([0-9a-f]{32})\//.exec(req.path) ?? []
    return refuse(deps.spend(account), 404, [{ code: CODES.noRoute, message: notRouted(req.path) }])
  })
  // `Cut` must reject `fetch` and not become a response.
  app.onError((error) => {
    throw error
  })
  return app
}
