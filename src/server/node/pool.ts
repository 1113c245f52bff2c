/** Sends through kept connections: several times the requests of Node's own `fetch`, at less than half the delay. */
import { buildConnector, Pool } from 'undici'
import { type Incoming, NotSent, type NotSentReason, type Send } from '../send.ts'

const CONNECT_MS = 5000
const CONNECTIONS = 32

export const createPool = (baseUrl: string): { send: Send; close(): Promise<void> } => {
  const { origin } = new URL(baseUrl)
  const connect = buildConnector({ timeout: CONNECT_MS })
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    // Deadlines are the caller's signal, which covers the body too.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (options, callback) =>
      connect(options, (error, socket) =>
        error ? callback(new NotSent(reasonOf(error)), null) : callback(null, socket),
      ),
  })
  return {
    send: async ({ url, method, headers, body, signal }): Promise<Incoming> => {
      const path = url.slice(origin.length)
      const answer = await pool.request({ path, method: method as 'GET', headers, body, signal })
      const header = (name: string) => {
        const value = answer.headers[name]
        return value === undefined ? null : String(value)
      }
      const isPlain = (header('content-encoding') ?? 'identity') === 'identity'
      // Nothing here inflates, so what comes compressed against our wish is dropped, bombs included.
      if (!isPlain) answer.body.on('error', () => undefined).destroy()
      return { status: answer.statusCode, header, body: isPlain ? answer.body : null }
    },
    close: () => pool.destroy(),
  }
}

/** For the words in the refusal only: that nothing was sent is certain whatever the reason. */
const reasonOf = (error: Error): NotSentReason => {
  const code = 'code' in error ? String(error.code) : ''
  if (/^(ENOTFOUND|EAI_)/.test(code)) return 'dns'
  return /CERT|TLS|SSL|SIGNED|UNABLE_TO|EPROTO/.test(code) ? 'tls' : 'connect'
}
