/** For tests: a Worker with a token, a fake API and a fake identity provider, all on this machine. */
import type { Socket } from 'node:net'
import { type FakeApi, startFakeApi, type Twist } from '../fake-api.ts'
import { type Issuer, startIssuer } from '../hostile/issuer.ts'
import { ORIGIN, type RunningWorker, startWorker } from './start.ts'

export const TOKEN = 'canary-token-1d0e8f5b7a3c4296'
export const READ_TOKEN = 'canary-read-token-9f41b2c6'

export interface Live {
  api: FakeApi
  issuer: Issuer
  worker: RunningWorker
  /** Replaces the API's answer; null for the usual answer. */
  instead: Twist | null
  /** Header lines of an operator's requests. */
  operator: Record<string, string>
  stop(): Promise<void>
}

export const startLive = async (
  options: { bundle?: string; vars?: Record<string, string> } = {},
): Promise<Live> => {
  const api = await startFakeApi((...asked) => live.instead?.(...asked) ?? false)
  const issuer = await startIssuer()
  const vars = {
    PUBLIC_ORIGIN: ORIGIN,
    CLOUDFLARE_API_TOKEN_READ: READ_TOKEN,
    ...api.settings(TOKEN),
    ...issuer.settings,
    ...options.vars,
  }
  const worker = await startWorker({ ...(options.bundle && { bundle: options.bundle }), vars })
  const live: Live = {
    api,
    issuer,
    worker,
    instead: null,
    operator: { 'cf-access-jwt-assertion': await issuer.sign() },
    stop: async () => {
      await worker.stop()
      await Promise.all([api.stop(), issuer.stop()])
    },
  }
  return live
}

/** The calls that reached the API. */
export const callsOf = ({ seen }: FakeApi): string[] => seen.map(({ line }) => line)

/** Sends raw bytes instead of the usual answer. */
export const bytes =
  (write: (socket: Socket, answer: unknown) => void): Twist =>
  ({ socket }, _response, answer) => {
    write(socket, answer)
    return true
  }

/** A complete answer as bytes. */
export const http = (status: number, body: string | Buffer, headers: Record<string, string> = {}): Buffer => {
  const all = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return Buffer.concat([
    Buffer.from([`HTTP/1.1 ${status} X`, ...lines, '', ''].join('\r\n')),
    Buffer.from(body),
  ])
}
