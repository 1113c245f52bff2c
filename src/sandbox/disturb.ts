/** Carries out a fault around an ordinary answer. */
import type { Allowance } from './allowance.ts'
import { rateHeaders, refuse } from './answers.ts'
import { type Effect, IN_A_MINUTE } from './faults.ts'
import { CODES } from './refusals.ts'

/** The connection ends here. A server that puts the stand-in on a socket must cut that too. */
export class Cut extends Error {
  constructor() {
    super('The connection was cut')
    this.name = 'Cut'
  }
}

/** Long enough for the first half to be on its way on a busy machine too: what breaks before that is answered with 500. */
const HALF_WAY_MS = 250

/** A body that delivers half of the text and then breaks. */
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

/** Longer than any client waits; the promise is dropped with its request. */
const FOREVER_MS = 10 * 60 * 1000

export interface Disturbed {
  /** Does what was asked and answers it. */
  run(): Promise<Response>
  wait(ms: number): Promise<void>
  /** Milliseconds since the epoch. */
  now(): number
  allowance: Allowance
  /** Another write of the account was under way when this call came. */
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
      // That writes take a lock is known (docs/api.md, Account lock); what a second one is told is not.
      return refuse(allowance, 409, [
        { code: CODES.locked, message: `Another change of this account is under way. Try again` },
      ])
  }
}
