/**
 * One Durable Object per account, and in the sandbox one per browser. It holds the only copy of the account's budget,
 * read cache, pending writes and write queue, for any number of Worker instances.
 */

import { type Backend, createBackend } from '../account/backend.ts'
import type { Order } from '../http/order.ts'
import { fetchSend, type Send } from '../upstream/transport.ts'
import { configOf } from './environment.ts'
import type { Bindings, ObjectState } from './runtime.ts'
import { createLastingSandbox, type LastingSandbox } from './stored-sandbox.ts'

/** URLs that the Worker calls. Nobody else can reach an object. */
export const CARRY_OUT = 'https://account.invalid/carry-out'
export const READY = 'https://account.invalid/ready'

/** Never answered from a cache, even if the headers of an answer allow it. */
const cloudflare: Send = fetchSend((request) => fetch(request, { cache: 'no-store' }))

export class AccountObject {
  readonly #sandbox: LastingSandbox | null
  readonly #backend: Backend

  constructor(state: ObjectState, bindings: Bindings) {
    const config = configOf(bindings)
    this.#sandbox = config.account === null ? createLastingSandbox(state) : null
    const print = (line: string) => console.log(line)
    this.#backend = createBackend(config, this.#sandbox?.send ?? cloudflare, {
      clock: { now: Date.now, wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
      log: print,
      audit: async (line) => print(line),
    })
  }

  async fetch(request: Request): Promise<Response> {
    if (request.url === READY) {
      return new Response(null, { status: (await this.#backend.isReady()) ? 200 : 503 })
    }
    // An object finishes its work even if the caller disconnects; a test checks that.
    return Response.json(await this.#backend.carryOut((await request.json()) as Order))
  }

  /** Called by the runtime when a world of the sandbox has been unused for long. */
  async alarm(): Promise<void> {
    await this.#sandbox?.drop()
  }
}
