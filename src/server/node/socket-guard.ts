/** What only a socket shows: web-standard requests have joined, dropped or decoded these already. */
import { type IncomingMessage, type ServerOptions, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { securityHeaders } from '../headers.ts'

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
  // Node's own refusal would go without our headers.
  requireHostHeader: false,
}

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
  { rawHeaders, headers, url = '' }: IncomingMessage,
  identityHeaders: readonly string[],
): 400 | 421 | 431 | 501 | null => {
  if (headers.host === undefined) return 400
  if (!URL.canParse(`http://${headers.host}`)) return 421
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

/** Answers what never became a request, with the same headers as everything else, and hangs up. */
export const refuseSocket = ({ code = '', status }: { code?: string; status?: number }, socket: Duplex) => {
  if (!socket.writable) return void socket.destroy()
  const shown = status ?? STATUS_OF[code] ?? 400
  const headers = { ...securityHeaders(''), 'content-length': '0', connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end([`HTTP/1.1 ${shown} ${STATUS_CODES[shown]}`, ...lines, '', ''].join('\r\n'))
}
