/**
 * The proxy: guard, identity, table of endpoints, backend, in this order. It uses web-standard APIs only, so the same
 * app runs on Node and on Workers; the entry files provide what differs.
 */
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import * as z from 'zod/mini'
import { ok } from '../contract/envelope.ts'
import { type PageSession, SESSION_PATH } from '../contract/session.ts'
import type { Backend } from './account/backend.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config/config.ts'
import { type ApiResponse, refused, respond } from './http/api-response.ts'
import { guard, isApi } from './http/guard.ts'
import { readOrder } from './http/order.ts'
import { type Assets, servePage } from './http/pages.ts'
import { createResponseWriter } from './http/response-writer.ts'
import { livePaths, servedPaths } from './http/served-paths.ts'
import { readJson } from './http/strict-json.ts'
import { createIdentify, type Identity } from './identity/identity.ts'
import type { FetchKeys } from './identity/jwks.ts'
import type { Launch } from './identity/launch-link.ts'
import { DEFAULT_WORLD, newWorldCookie, worldIn } from './identity/sandbox-cookie.ts'
import { createLog } from './log.ts'

/** What the entry file provides at start. */
export interface AppOptions {
  assets: Assets
  clock: Clock
  /** True as soon as the process was told to stop. */
  isStopping(): boolean
  /** Writes one line of the log. */
  log(line: string): void
  /** Sign-in with the launch link; null where it is not needed. */
  launch: Launch | null
  /** Fetches the key set of an issuer; replaced in tests. */
  fetchKeys?: FetchKeys
}

/** What the entry file provides with each request. */
export interface PerRequest {
  /** Keeps this work running after the browser has closed the connection: a write must run to its end. */
  outlive(work: Promise<unknown>): void
  /** Whether the connection comes from a proxy that the settings trust. */
  isTrustedPeer: boolean
  /** Whether the client has closed its connection, as far as the runtime reports it. */
  isGone(): boolean
}

interface Env {
  Bindings: Partial<PerRequest>
  /** `unlisted` is the verified address of a caller who is on no list. */
  Variables: { requestId: string; who: Identity; unlisted: string }
}

export const createApp = (config: Config, backend: Backend, options: AppOptions): Hono<Env> => {
  const { assets, clock, launch, isStopping } = options
  const log = createLog(options.log, clock.now)
  const writer = createResponseWriter(config.publicOrigin)
  const identify = createIdentify(config, launch, clock.now, options.fetchKeys)
  const app = new Hono<Env>()

  const send = (c: Context<Env>, response: ApiResponse) => writer.api(c.get('requestId'), response)
  const outlive = (c: Context<Env>) => (work: Promise<unknown>) => c.env?.outlive?.(work)
  const accountOf = (request: Request) =>
    config.account ?? worldIn(request, config.publicOrigin) ?? DEFAULT_WORLD

  const begin: MiddlewareHandler<Env> = async (c, next) => {
    const startedAt = clock.now()
    const id = crypto.randomUUID()
    c.set('requestId', id)
    await next()
    const { status } = c.res
    const { method, path } = c.req
    // Successful reads and dry-runs are not logged: they are most of the traffic, of no interest later, and logging
    // one takes longer than answering it.
    const isRoutine = status < 400 && (method === 'GET' || path.endsWith('/validate'))
    // A refused caller is logged on every path, so that an attempt to sign in or to look around leaves a trace.
    if (isRoutine || !(isApi(path) || REFUSES_CALLER.has(status))) return
    const actor = c.get('who')?.name ?? c.get('unlisted')
    const route = c.req.routePath
    log({ event: 'request', id, ...(actor && { actor }), method, route, status, ms: clock.now() - startedAt })
  }

  const probes: MiddlewareHandler<Env> = async (c, next) => {
    if (c.req.method !== 'GET') return next()
    const plain = (status: number, text: string) => writer.other(c.get('requestId'), status, text, PLAIN)
    if (c.req.path === '/healthz') return plain(200, 'ok\n')
    if (c.req.path !== '/readyz') return next()
    return !isStopping() && (await backend.isReady()) ? plain(200, 'ready\n') : plain(503, 'not ready\n')
  }

  const guarded: MiddlewareHandler<Env> = async (c, next) => {
    const refusal = guard(c.req.raw, config)
    if (refusal) return send(c, refused(refusal))
    const { host, pathname, search } = new URL(c.req.url)
    // Writes are accepted from one origin only, so pages under another name of this machine redirect to it.
    if (isApi(pathname) || host === config.publicHost) return next()
    const location = `${config.publicOrigin}${pathname}${search}`
    return writer.other(c.get('requestId'), 307, null, { location, 'cache-control': 'no-store' })
  }

  const identified: MiddlewareHandler<Env> = async (c, next) => {
    const isOpen = config.auth.mode === 'local' && (!isApi(c.req.path) || c.req.path === SESSION_PATH)
    if (isOpen) return next()
    const who = await identify(c.req.raw, c.env?.isTrustedPeer === true, outlive(c))
    if ('refusal' in who) {
      if (who.address !== undefined) c.set('unlisted', who.address)
      return send(c, refused(who.refusal, { address: who.address }))
    }
    c.set('who', who)
    return next()
  }

  app.use('*', begin, probes, guarded, identified)

  app.post(SESSION_PATH, async (c) => {
    const read = await readJson(c.req.raw)
    const { data } = sessionBody.safeParse('value' in read ? read.value : null)
    const session = launch && data ? await launch.exchange(data.key, data.page === true) : null
    if (!session) return send(c, refused('signed_out'))
    const { setCookie, pageKey } = session
    const result: PageSession | null = pageKey === null ? null : { page_key: pageKey }
    return send(c, respond(200, ok(result), { 'set-cookie': setCookie }))
  })

  const paths = config.account === null ? servedPaths : livePaths
  for (const served of paths) {
    app.on(served.method, served.path, async (c) => {
      const { raw: request } = c.req
      const [requestId, who] = [c.get('requestId'), c.get('who')]
      const id = c.req.param('id')
      const asked = { served, request, requestId, id, who, account: accountOf(request) }
      const read = await readOrder(asked, config.readOnly)
      if (!('order' in read)) return send(c, read)
      const work = backend.carryOut(read.order, () => c.env?.isGone?.() === true)
      outlive(c)(work)
      const response = await work
      const isKnown = response.isWhole && response.headers?.etag === c.req.header('if-none-match')
      return isKnown ? writer.notModified(requestId, response) : send(c, response)
    })
  }
  for (const path of new Set([SESSION_PATH, ...paths.map(({ path }) => path)])) {
    app.all(path, (c) => send(c, refused('wrong_method')))
  }

  app.get('*', async (c) => {
    const { raw: request, path } = c.req
    if (isApi(path)) return send(c, refused('not_found'))
    const accepted = c.req.header('accept-encoding') ?? ''
    const response = await servePage(writer, c.get('requestId'), path, accepted, assets)
    const isPage = response.headers.get('content-type')?.startsWith('text/html')
    if (config.account === null && isPage && worldIn(request, config.publicOrigin) === null) {
      response.headers.append('set-cookie', newWorldCookie(config.publicOrigin))
    }
    return response
  })

  app.notFound((c) => send(c, refused('not_found')))
  app.onError((error, c) => {
    const id = c.get('requestId')
    // The message of an error may quote anything, so only its kind is logged.
    log({ event: 'error', id, kind: error.name })
    return send(c, refused('broken'))
  })
  return app
}

const REFUSES_CALLER = new Set([401, 403, 421])
/** `page` asks for the second secret of the sign-in. */
const sessionBody = z.strictObject({ key: z.string(), page: z.optional(z.boolean()) })
const PLAIN = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
