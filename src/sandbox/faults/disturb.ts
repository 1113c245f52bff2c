/** Applies a fault to an ordinary answer. */
import type { Allowance } from '../allowance.ts'
import { rateHeaders, refuse } from '../answers.ts'
import { CODES } from '../refusals.ts'
import type { Effect } from './fault.ts'
import { IN_A_MINUTE } from './faults.ts'

/** The connection is cut. A server that runs the stand-in on a socket must then destroy the socket. */
export class Cut extends Error {
  constructor() {
    super('The connection was cut')
    this.name = 'Cut'
  }
}

/** Long enough for the first half to be sent on a busy machine: a stream that fails sooner is answered with 500. */
const HALF_WAY_MS = 250

/** A body that sends half of the text and then fails. */
const broken = (text: string, wait: Disturbed['wait']): ReadableStream =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text.slice(0, text.length / 2)))
    },
    async pull(controller) {
      await wait(HALF_WAY_MS)
      controller.error(new Cut())
    },
  })

/** Longer than any client waits. */
const FOREVER_MS = 10 * 60 * 1000

export interface Disturbed {
  /** Handles the call and returns the ordinary answer. */
  run(): Promise<Response>
  wait(ms: number): Promise<void>
  /** Milliseconds since the epoch. */
  now(): number
  allowance: Allowance
  /** Whether another write of the account was pending when this call arrived. */
  isContended: boolean
}

/** Throws `Cut`. */
export const disturb = async (effect: Effect | undefined, call: Disturbed): Promise<Response> => {
  const { run, wait, now, allowance, isContended } = call
  switch (effect?.kind) {
    case undefined:
    case 'record':
    case 'lag':
      return run()
    case 'wait':
      await wait(effect.ms)
      return run()
    case 'hang':
      await wait(FOREVER_MS)
      throw new Cut()
    case 'cut': {
      if (effect.when === 'before') throw new Cut()
      const response = await run()
      if (effect.when === 'after') throw new Cut()
      return new Response(broken(await response.text(), wait), response)
    }
    case 'answer': {
      const headers = Object.entries(effect.headers).map(([name, value]): [string, string] => [
        name,
        value === IN_A_MINUTE ? new Date(now() + 60_000).toUTCString() : value,
      ])
      return new Response(effect.body || null, {
        status: effect.status,
        headers: [...Object.entries(rateHeaders(allowance)), ...headers],
      })
    }
    case 'distort': {
      const response = await run()
      const text = await response.text()
      const headers = new Headers(response.headers)
      if (effect.type) headers.set('Content-Type', effect.type)
      const distorted = effect.pattern ? text.replace(effect.pattern, effect.by ?? '') : text
      return new Response(distorted, { status: response.status, headers })
    }
    case 'lock':
      if (!isContended) return run()
      // Writes lock the account (docs/api.md, Account lock); the answer to a second write is not known.
      return refuse(allowance, 409, [
        { code: CODES.locked, message: `Another change of this account is in progress. Try again` },
      ])
  }
}
