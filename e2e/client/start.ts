/** The official client on the stand-in, every call that it makes written down. */
import Cloudflare, { type ClientOptions } from 'cloudflare'
import { afterAll, beforeAll } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'

export interface Made {
  /** As `POST /accounts/…`, below `/client/v4`. */
  line: string
  /** 0 without an answer. */
  status: number
  headers: Headers
  /** Milliseconds since the epoch, of the request and of its answer. */
  sentAt: number
  answeredAt: number
}

export interface Session {
  /** An account of its own, and so a world of its own. */
  account_id: string
  client: Cloudflare
  tunnels: Cloudflare['magicTransit']['ipsecTunnels']
  calls: Made[]
  /** Disturbs every call of this world; null takes that away. */
  setFault(fault: string | null): Promise<void>
}

/** Starts the stand-in for the tests of one file. The client is told everything, so that no setting leaks in. */
export const onStandIn = () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer({}, 'sandbox')
  })
  afterAll(() => server.stop())

  /** Retries are what the client does by itself, so they are off where they are not the subject. */
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

/** Waits for a refusal and returns what the client makes of it. */
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
