/**
 * The proxy on Cloudflare Workers. Any number of Worker instances check requests; one Durable Object per account
 * holds the state.
 */
import { endpoints } from '../contract/endpoints.ts'
import type { Backend } from './account/backend.ts'
import { createApp, type PerRequest } from './app.ts'
import type { Config } from './config/config.ts'
import { Misconfigured } from './config/environment.ts'
import { type ApiResponse, refused } from './http/api-response.ts'
import type { Order } from './http/order.ts'
import { createResponseWriter } from './http/response-writer.ts'
import { AccountObject, CARRY_OUT, READY } from './worker/account-object.ts'
import { assetsIn } from './worker/assets.ts'
import { configOf } from './worker/environment.ts'
import type { Bindings, ExecutionContext, ObjectNamespace } from './worker/runtime.ts'

type Serve = (request: Request, perRequest: PerRequest) => Response | Promise<Response>

const open = (bindings: Bindings): Serve => {
  try {
    const config = configOf(bindings)
    const app = createApp(config, backendIn(bindings.ACCOUNTS, config), {
      assets: assetsIn(bindings.ASSETS),
      clock: { now: Date.now, wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
      isStopping: () => false,
      log: (line) => console.log(line),
      launch: null,
    })
    return app.fetch
  } catch (error) {
    if (!(error instanceof Misconfigured)) throw error
    return closed(error.message)
  }
}

/** With unsafe settings nothing is served, not even pages. */
const closed = (why: string): Serve => {
  const writer = createResponseWriter('')
  return () => {
    console.error(`tunneldesk: ${why}`)
    return writer.api(crypto.randomUUID(), refused('misconfigured'))
  }
}

const backendIn = (objects: ObjectNamespace, { account: own }: Config): Backend => {
  const objectOf = (account: string) => objects.get(objects.idFromName(account))
  return {
    // The sandbox runs inside this Worker.
    isReady: async () => own === null || (await objectOf(own).fetch(READY)).ok,
    carryOut: async (order) => {
      try {
        const response = await objectOf(order.account).fetch(CARRY_OUT, {
          method: 'POST',
          body: JSON.stringify(order),
        })
        return (await response.json()) as ApiResponse
      } catch {
        return lost(order)
      }
    },
  }
}

/** The answer when an object was moved or replaced during its work: the outcome of a write is then unknown. */
const lost = ({ row }: Order): ApiResponse =>
  endpoints[row].spend === 'write' ? refused('outcome_unknown', { outcome: 'unknown' }) : refused('broken')

/** Created with the first request of each Worker instance. */
let serve: Serve | null = null

export default {
  fetch(request: Request, bindings: Bindings, context: ExecutionContext): Response | Promise<Response> {
    serve ??= open(bindings)
    return serve(request, {
      outlive: (work) => context.waitUntil(work),
      isTrustedPeer: false,
      isGone: () => false,
    })
  },
}

export { AccountObject }
