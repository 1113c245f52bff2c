/** The type of a row in the table of hostile requests, and functions that build rows. */

/** The server that is tested. It listens on 127.0.0.1. */
export interface Target {
  port: number
  /** The `Host` of a valid request, with the port where it needs one. */
  host: string
  /** The one origin whose pages may call. */
  origin: string
  /** Header lines that sign a request in as an operator. */
  signedIn: readonly string[]
}

export interface Case {
  /** What is wrong with the request; for a valid one, `passes:` and what it is. */
  name: string
  /** Every character is one byte. */
  bytes(target: Target): string
  /** The status of each answer, in order. 0 at the end: the connection was closed without announcement. */
  expected: readonly number[]
  /** Calls that reach the API, as `METHOD /path` below the account; none when left out. */
  reaches?: readonly string[]
  /** Limits the row to this runtime; others may never receive such bytes, or answer differently. */
  only?: 'node'
}

export const TUNNEL_ID = 'c4a7362d577a6c3019a474fd6f485821'
export const ONE = `/api/tunnels/${TUNNEL_ID}`
export const CHECK = '/api/tunnels/validate'
export const CHECKED = ['POST /ipsec_tunnels?validate_only=true']
export const INPUT = {
  name: 'hostile',
  cloudflare_endpoint: '162.159.64.1',
  interface_address: '10.100.0.8/31',
}

export const ROUTE = {
  id: '9e07c1b5d4f84a2db36f1c8a7e550d19',
  prefix: '10.20.0.0/16',
  nexthop: '10.100.0.9',
  priority: 100,
}
export const ONE_ROUTE = `/api/routes/${ROUTE.id}`
export const CHECK_ROUTE = '/api/routes/validate'
/** All calls that may reach the API, below the account: for tunnels, for single routes, and queries of health. */
export const REACHED =
  /^(POST \/graphql$|\w+ \/ipsec_tunnels|(GET|POST) \/routes(\?|$)|(GET|PUT|DELETE) \/routes\/[0-9a-f]{32}(\?|$))/

/** The UTF-8 of a text, with each byte as one character. */
export const utf8 = (text: string): string => Buffer.from(text).toString('latin1')

export const lines = (...all: readonly string[]): string => [...all, '', ''].join('\r\n')

/** A read as our own page sends it. `more` are appended header lines. */
export const get =
  (path: string, more: readonly string[] = []) =>
  ({ host, signedIn }: Target): string =>
    lines(`GET ${path} HTTP/1.1`, `Host: ${host}`, ...signedIn, ...more)

const OURS = ['Content-Type: application/json', 'X-Tunneldesk: 1']

/** The head of a request with a body. The caller adds the headers of its framing. */
export const head =
  (method: string, path: string, more: readonly string[] = [], ours: readonly string[] = OURS) =>
  ({ host, origin, signedIn }: Target): string =>
    lines(`${method} ${path} HTTP/1.1`, `Host: ${host}`, `Origin: ${origin}`, ...signedIn, ...ours, ...more)

/** A write or dry-run as our own page sends it; `ours` replaces the two required headers. */
export const send =
  (
    method: string,
    path: string,
    body: unknown,
    more: readonly string[] = [],
    ours: readonly string[] = OURS,
  ) =>
  (target: Target): string => {
    const text = typeof body === 'string' ? body : utf8(JSON.stringify(body))
    return head(method, path, [`Content-Length: ${text.length}`, ...more], ours)(target) + text
  }

/** A write or dry-run in chunks of this size. */
export const chunked = (method: string, path: string, text: string, size = 1000) => {
  const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
  const body = pieces.map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`).join('')
  return (target: Target): string =>
    `${head(method, path, ['Transfer-Encoding: chunked'])(target)}${body}0\r\n\r\n`
}

/** Rows that differ in one value. */
export const each = <T>(
  values: readonly T[],
  name: (value: T) => string,
  expected: number,
  bytes: (value: T) => (target: Target) => string,
  more: Partial<Case> = {},
): Case[] =>
  values.map((value) => ({ name: name(value), expected: [expected], bytes: bytes(value), ...more }))
