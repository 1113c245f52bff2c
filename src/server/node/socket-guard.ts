/** What only a socket shows: web-standard requests have joined, dropped or decoded these already. */
import { type IncomingMessage, type ServerOptions, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { securityHeaders } from '../http/security-headers.ts'

const MAX_HEADERS = 100

/** A client that sends slowly holds a connection this long, not for ever. All in milliseconds. */
export const SERVER_OPTIONS: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Node looks for expired requests only this often, and by default every 30 seconds.
  connectionsCheckingInterval: 1000,
  // Longer than proxies in front keep theirs, so that they never send into a connection that is closing.
  keepAliveTimeout: 75_000,
  maxHeaderSize: 16_384,
  // Whatever Node itself was started with.
  insecureHTTPParser: false,
  // Node's own refusal would go without our headers.
  requireHostHeader: false,
}

/** A name or an address, and perhaps a port. What `URL` would still make something of may be read in two ways. */
const HOST = /^(\[[0-9a-f:]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i

/** Headers that decide something: given twice, two readers could decide differently. */
const ONCE = new Set([
  'host',
  'origin',
  'content-type',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'cookie',
  'authorization',
  'x-tunneldesk',
  'sec-fetch-site',
  'sec-fetch-mode',
])

/**
 * @param identityHeaders lower case, those that say who is asking
 * @returns the status to refuse with, or null
 */
export const socketGuard = (
  { rawHeaders, headers, httpVersion, url = '' }: IncomingMessage,
  identityHeaders: readonly string[],
): 400 | 421 | 431 | 501 | 505 | null => {
  // Node's parser takes a request without any version, too.
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return 505
  if (headers.host === undefined) return 400
  if (!HOST.test(headers.host)) return 421
  if (rawHeaders.length / 2 > MAX_HEADERS) return 431
  if (headers['transfer-encoding'] !== undefined && headers['transfer-encoding'] !== 'chunked') return 501
  const seen = new Set<string>()
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase()
    const isIdentity = identityHeaders.includes(name)
    if (seen.has(name) && (isIdentity || ONCE.has(name))) return 400
    // Some proxies pass an underscore alias through where they would have replaced the real one.
    if (name.includes('_') && identityHeaders.includes(name.replaceAll('_', '-'))) return 400
    seen.add(name)
  }
  return /[\\#]/.test(url) ? 400 : null
}

const STATUS_OF: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }

const LINGER_MS = 1000

/** Refuses what the app never gets to see, with the same headers as everything else, and hangs up. */
export const createRefuser = (publicOrigin: string) => {
  const headersNow = () => ({
    ...securityHeaders(publicOrigin),
    'cache-control': 'no-store',
    'x-request-id': crypto.randomUUID(),
    'content-length': '0',
    connection: 'close',
  })
  const pending = new WeakMap<Duplex, Set<ServerResponse>>()
  return {
    /** To be told of every answer that is owed. */
    owe(response: ServerResponse): void {
      const { socket } = response.req
      const owed = pending.get(socket) ?? new Set()
      pending.set(socket, owed.add(response))
      response.on('close', () => owed.delete(response))
    },
    request(response: ServerResponse, status: number): void {
      response.writeHead(status, headersNow()).end()
    },
    /** For bytes that are no request, or no longer one. */
    bytes(code: string | undefined, socket: Duplex): void {
      if (!socket.writable) return void socket.destroy()
      const owed = [...(pending.get(socket) ?? [])]
      // A client that sent a whole request and then rubbish must not read our refusal as the request's answer.
      const last = owed.filter(({ req }) => req.complete).at(-1)
      if (last) {
        if (!last.headersSent) last.setHeader('connection', 'close')
        return void last.on('finish', () => socket.end())
      }
      if (owed.some(({ headersSent }) => headersSent)) return void socket.destroy()
      const status = STATUS_OF[code ?? ''] ?? 400
      const lines = Object.entries(headersNow()).map(([name, value]) => `${name}: ${value}`)
      socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', ''].join('\r\n'))
      // Cut at once, what is still unread would take our answer with it; not cut at all, it could stay for ever.
      setTimeout(() => socket.destroy(), LINGER_MS).unref()
    },
  }
}
