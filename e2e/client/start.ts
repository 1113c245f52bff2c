/** Runs the official client on the stand-in and records its calls. */
import Cloudflare, { type ClientOptions } from 'cloudflare'
import { afterAll, beforeAll } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'

export interface Made {
  /** Method and path below `/client/v4`, such as `POST /accounts/…`. */
  line: string
  /** 0 without an answer. */
  status: number
  headers: Headers
  /** The times of the request and of its answer, in milliseconds since the epoch. */
  sentAt: number
  answeredAt: number
}

export interface Session {
  /** A new account, which has its own world. */
  account_id: string
  client: Cloudflare
  tunnels: Cloudflare['magicTransit']['ipsecTunnels']
  calls: Made[]
  /** Sets the fault of this world; null removes it. */
  setFault(fault: string | null): Promise<void>
}

/** Starts the stand-in for the tests of a file. The client gets all options, so that it reads none from outside. */
export const onStandIn = () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer({}, 'sandbox')
  })
  afterAll(() => server.stop())

  /** Opens a session with a new account. The client does not retry unless a test needs it. */
  return (options: ClientOptions = {}): Session => {
    const account_id = crypto.randomUUID().replaceAll('-', '')
    const calls: Made[] = []
    const baseURL = `${server.origin}/client/v4`
    const client = new Cloudflare({
      baseURL,
      apiToken: 'any-token-will-do',
      apiKey: null,
      apiEmail: null,
      userServiceKey: null,
      maxRetries: 0,
      fetch: async (input, init) => {
        const line = `${init?.method ?? 'GET'} ${String(input).slice(baseURL.length)}`
        const made: Made = {
          line,
          status: 0,
          headers: new Headers(),
          sentAt: Date.now(),
          answeredAt: Date.now(),
        }
        calls.push(made)
        const response = await fetch(input, init)
        Object.assign(made, { status: response.status, headers: response.headers, answeredAt: Date.now() })
        return response
      },
      ...options,
    })
    const setFault = async (fault: string | null) => {
      const response = await fetch(`${server.origin}/sandbox/accounts/${account_id}/world`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ fault }),
      })
      if (!response.ok) throw new Error(await response.text())
    }
    return { account_id, client, tunnels: client.magicTransit.ipsecTunnels, calls, setFault }
  }
}

/** Waits for a refusal and returns the client's error in parts. */
export const refusalOf = async (call: Promise<unknown>) => {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(outcome instanceof Cloudflare.APIError)) throw new Error(`no refusal: ${String(outcome)}`)
  const errors = outcome.errors as { code: number; message: string; source?: { pointer: string } }[]
  return {
    kind: outcome.constructor,
    status: outcome.status as number | undefined,
    headers: outcome.headers,
    errors,
  }
}
