/**
 * The proxy: guard, then identity, then the contract's table, then the account. Web-standard throughout, so the
 * same app runs on Node and on Workers; the entries bring what differs.
 */
import { Hono } from 'hono'
import { type EndpointName, endpoints, ID_PATTERN } from '../contract/endpoints.ts'
import { ok } from '../contract/envelope.ts'
import type { Meta } from '../contract/meta.ts'
import { type Account, type Clock, createAccounts } from './account.ts'
import { type Answer, answer, refused } from './answer.ts'
import type { Config } from './config.ts'
import { guard, isApi } from './guard.ts'
import { type Assets, servePage } from './pages.ts'
import { createReplies } from './reply.ts'
import type { Send } from './send.ts'
import { readJson } from './strict-json.ts'
import { chooseByBody, type Route, routes, rowsFor } from './table.ts'
import { createUpstream } from './upstream.ts'
import { DEFAULT_WORLD, newWorldCookie, worldIn } from './world.ts'

/** What the entry brings, once. */
export interface Surroundings {
  assets: Assets
  clock: Clock
  /** True from the moment a stop was asked for. */
  isStopping(): boolean
}

/** What the entry brings with each request. */
export interface PerRequest {
  /** Keeps this work going when the browser has hung up: a write must not end with the connection. */
  outlive(work: Promise<unknown>): void
}

interface Env {
  Bindings: PerRequest
  Variables: { requestId: string }
}

export const createApp = (config: Config, send: Send, surroundings: Surroundings): Hono<Env> => {
  const { assets, clock, isStopping } = surroundings
  const replies = createReplies(config.publicOrigin)
  const accounts = createAccounts(createUpstream(config.upstream, send), clock)
  const isSandbox = config.account === null
  const app = new Hono<Env>()

  // Probes come from anywhere and often: one look at the API serves all of them for a while.
  let looked = { at: Number.NEGATIVE_INFINITY, isReady: Promise.resolve(true) }
  const readiness = (): Promise<boolean> => {
    if (config.account !== null && clock.now() - looked.at >= READINESS_KEPT_MS) {
      const look = accounts(config.account).read('listTunnels')
      looked = { at: clock.now(), isReady: look.then(({ status }) => status === 200) }
    }
    return looked.isReady
  }

  const accountFor = (request: Request): Account =>
    accounts(config.account ?? worldIn(request, config.publicOrigin) ?? DEFAULT_WORLD)

  app.use('*', async (c, next) => {
    const requestId = crypto.randomUUID()
    c.set('requestId', requestId)
    const path = c.req.path
    if (path === '/healthz') return replies.other(requestId, 200, 'ok\n', PLAIN)
    if (path === '/readyz') {
      const isReady = !isStopping() && (await readiness())
      return replies.other(requestId, isReady ? 200 : 503, isReady ? 'ready\n' : 'not ready\n', PLAIN)
    }
    const refusal = guard(c.req.raw, config)
    if (refusal) return replies.api(requestId, refused(refusal))
    const { host } = new URL(c.req.url)
    if (!isApi(path) && host !== config.publicHost) {
      const { search } = new URL(c.req.url)
      const location = `${config.publicOrigin}${path}${search}`
      return replies.other(requestId, 307, null, { location, 'cache-control': 'no-store' })
    }
    return next()
  })

  for (const route of routes) {
    app.on(route.method, route.path, async (c) => {
      const { raw } = c.req
      const work = serve(route, raw, c.req.param('id'), new URL(raw.url).search)
      c.env?.outlive?.(work)
      return replies.api(c.get('requestId'), await work)
    })
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    app.all(path, (c) => replies.api(c.get('requestId'), refused('wrong_method')))
  }

  const serve = async (
    route: Route,
    request: Request,
    id: string | undefined,
    search: string,
  ): Promise<Answer> => {
    const rows = rowsFor(route, search)
    if (rows.length === 0) return refused('bad_request')
    if (id !== undefined && !ID_PATTERN.test(id)) return refused('bad_id')
    let body: unknown
    if (route.method !== 'GET') {
      const read = await readJson(request)
      if ('refusal' in read) return refused(read.refusal)
      body = read.value
    }
    const chosen = chooseByBody(rows, body)
    if ('refusal' in chosen) return refused(chosen.refusal, { places: chosen.places })
    return dispatch(chosen.row, accountFor(request), id ?? '', chosen.body)
  }

  const dispatch = (
    row: EndpointName,
    account: Account,
    id: string,
    body: unknown,
  ): Answer | Promise<Answer> => {
    if (config.readOnly && endpoints[row].spend === 'write') {
      return refused('read_only', { outcome: 'not_done' })
    }
    switch (row) {
      case 'getMeta':
        return answer(200, ok(metaOf(account)))
      case 'listTunnels':
        return account.read(row)
      case 'getTunnel':
        return account.read(row, id)
      case 'validateTunnel':
        return account.check(row, undefined, body)
      case 'validateUpdate':
      case 'validateDelete':
        return account.check(row, id, body)
      case 'createTunnel':
        return account.create(endpoints.createTunnel.body.parse(body))
      case 'updateTunnel':
      case 'deleteTunnel':
      case 'generatePsk':
      case 'setPsk':
        return account.change(row, id, body)
      case 'updateTunnels':
        // The table gives it no address of ours.
        return refused('not_found')
    }
  }

  const metaOf = (account: Account): Meta => ({
    mode: isSandbox ? 'sandbox' : 'live',
    read_only: config.readOnly,
    identity: { name: 'local', role: 'operator' },
    budget: account.budget(),
    version: config.version,
  })

  app.get('*', async (c) => {
    const requestId = c.get('requestId')
    if (isApi(c.req.path)) return replies.api(requestId, refused('not_found'))
    const response = await servePage(
      replies,
      requestId,
      c.req.path,
      c.req.header('accept-encoding') ?? '',
      assets,
    )
    const isPage = response.headers.get('content-type')?.startsWith('text/html')
    if (isSandbox && isPage && worldIn(c.req.raw, config.publicOrigin) === null) {
      response.headers.append('set-cookie', newWorldCookie(config.publicOrigin))
    }
    return response
  })

  app.notFound((c) => replies.api(c.get('requestId'), refused('not_found')))
  app.onError((_error, c) => replies.api(c.get('requestId') ?? crypto.randomUUID(), refused('broken')))
  return app
}

const READINESS_KEPT_MS = 30_000
const PLAIN = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
