/**
 * One object per account, and in the sandbox one per browser's world. However many instances of the Worker there
 * are, the account's budget, its short memory of reads, its flights and its one write lane are in here once.
 */

import { type Backend, createBackend } from '../account/backend.ts'
import type { Order } from '../http/order.ts'
import { fetchSend, type Send } from '../upstream/transport.ts'
import { configOf } from './environment.ts'
import type { Bindings, ObjectState } from './runtime.ts'
import { createLastingSandbox, type LastingSandbox } from './stored-sandbox.ts'

/** Paths that the Worker asks at. Nobody else can reach an object. */
export const CARRY_OUT = 'https://account.invalid/carry-out'
export const READY = 'https://account.invalid/ready'

/** Not from a cache, whatever the answer's headers allow. */
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
    // An object ends what it began, even if nobody waits for it; a test hangs up on one and looks.
    return Response.json(await this.#backend.carryOut((await request.json()) as Order))
  }

  /** Rings when nobody has used a world of the sandbox for long. */
  async alarm(): Promise<void> {
    await this.#sandbox?.drop()
  }
}
