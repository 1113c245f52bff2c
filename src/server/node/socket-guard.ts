/** Checks that need Node's request: a web-standard `Request` has already joined, dropped or decoded these parts. */
import { type IncomingMessage, type ServerOptions, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { securityHeaders } from '../http/security-headers.ts'

const MAX_HEADERS = 100

/** Timeouts in milliseconds, so that a slow client cannot keep a connection open forever. */
export const SERVER_OPTIONS: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // How often Node looks for expired requests; the default is 30 seconds.
  connectionsCheckingInterval: 1000,
  // Longer than proxies in front keep theirs, so that they never send on a connection that is closing.
  keepAliveTimeout: 75_000,
  maxHeaderSize: 16_384,
  // Overrides the option that Node was started with.
  insecureHTTPParser: false,
  // Node's own refusal would not have our headers.
  requireHostHeader: false,
}

/** A name or an address, with an optional port. `URL` accepts more, which another parser could read differently. */
const HOST = /^(\[[0-9a-f:]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i

/** Headers that affect a decision. Two values could be read differently by two parsers, so they are refused. */
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

/** `.` or `..`, each dot plain or encoded. */
const DOT_SEGMENT = /(^|\/)(\.|%2e){1,2}(\/|$)/i

/** The start of a request target: a path, or an address with a host and nothing else before the path. */
const PLAIN_START = /^(https?:\/\/[^/@]+)?(\/|$)/i

/**
 * Whether the address is one that `URL` changes: it removes dot segments, the user in front of a host and some slashes.
 * A proxy in front that applies its rules to the path as it was sent would have allowed another path than the one that
 * is served.
 */
const isOddTarget = (target: string): boolean => {
  const [path = ''] = target.split('?')
  return /[\\#]/.test(target) || DOT_SEGMENT.test(path) || !PLAIN_START.test(path)
}

/**
 * @param identityHeaders names of the headers that identify the caller, in lower case
 * @returns the status to refuse with, or null
 */
export const socketGuard = (
  { rawHeaders, headers, httpVersion, url = '' }: IncomingMessage,
  identityHeaders: readonly string[],
): 400 | 421 | 431 | 501 | 505 | null => {
  // Node's parser also accepts a request without a version.
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
    // Some proxies replace an identity header, but pass its alias with underscores through.
    if (name.includes('_') && identityHeaders.includes(name.replaceAll('_', '-'))) return 400
    seen.add(name)
  }
  return isOddTarget(url) ? 400 : null
}

const STATUS_OF: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }

const LINGER_MS = 1000

/** Refuses requests before they reach the app, with the same headers as other responses, and closes the connection. */
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
    /** Call this for every response that is still to be sent. */
    owe(response: ServerResponse): void {
      const { socket } = response.req
      const owed = pending.get(socket) ?? new Set()
      pending.set(socket, owed.add(response))
      response.on('close', () => owed.delete(response))
    },
    request(response: ServerResponse, status: number): void {
      response.writeHead(status, headersNow()).end()
    },
    /** Handles bytes that are not a valid request. */
    bytes(code: string | undefined, socket: Duplex): void {
      if (!socket.writable) return void socket.destroy()
      const owed = [...(pending.get(socket) ?? [])]
      // After a complete request, the refusal of later bytes must not arrive as the response to that request.
      const last = owed.filter(({ req }) => req.complete).at(-1)
      if (last) {
        if (!last.headersSent) last.setHeader('connection', 'close')
        return void last.on('finish', () => socket.end())
      }
      if (owed.some(({ headersSent }) => headersSent)) return void socket.destroy()
      const status = STATUS_OF[code ?? ''] ?? 400
      const lines = Object.entries(headersNow()).map(([name, value]) => `${name}: ${value}`)
      socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', ''].join('\r\n'))
      // Destroying the socket at once, with bytes unread, could lose our response; never doing so could leak it.
      setTimeout(() => socket.destroy(), LINGER_MS).unref()
    },
  }
}
