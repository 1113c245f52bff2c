/** One row of the table of hostile requests, and the bricks that rows are made of. */

/** The server that the rows are thrown at. It listens on 127.0.0.1. */
export interface Target {
  port: number
  /** What a good request carries as `Host`, port included where one belongs there. */
  host: string
  /** The one origin whose pages may call. */
  origin: string
  /** Header lines that make a request that of a signed-in operator. */
  signedIn: readonly string[]
}

export interface Case {
  /** What is wrong with it; or, where it passes, what is right. */
  name: string
  /** Every character is one byte. */
  bytes(target: Target): string
  /** The status of each answer, in order. 0 at the end: hung up without one. */
  expected: readonly number[]
  /** Calls that reach the API, as `METHOD /path` below the account; none where left out. */
  reaches?: readonly string[]
  /** Shows something that this runtime alone does; others may never see such bytes, or answer otherwise. */
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
/** All that may ever reach the API, below the account: tunnels, and routes one by one; and its questions about health. */
export const REACHED =
  /^(POST \/graphql$|\w+ \/ipsec_tunnels|(GET|POST) \/routes(\?|$)|(GET|PUT|DELETE) \/routes\/[0-9a-f]{32}(\?|$))/

/** The bytes of a text's UTF-8, each as one character. */
export const utf8 = (text: string): string => Buffer.from(text).toString('latin1')

export const lines = (...all: readonly string[]): string => [...all, '', ''].join('\r\n')

/** A read as our own page sends it. `more` follow the rest. */
export const get =
  (path: string, more: readonly string[] = []) =>
  ({ host, signedIn }: Target): string =>
    lines(`GET ${path} HTTP/1.1`, `Host: ${host}`, ...signedIn, ...more)

const OURS = ['Content-Type: application/json', 'X-Tunneldesk: 1']

/** Anything with a body, whose framing is the caller's. */
export const head =
  (method: string, path: string, more: readonly string[] = [], ours: readonly string[] = OURS) =>
  ({ host, origin, signedIn }: Target): string =>
    lines(`${method} ${path} HTTP/1.1`, `Host: ${host}`, `Origin: ${origin}`, ...signedIn, ...ours, ...more)

/** A write or dry-run as our own page sends it; `ours` replaces the two headers that it must have. */
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

/** The same in chunks of this size. */
export const chunked = (method: string, path: string, text: string, size = 1000) => {
  const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
  const body = pieces.map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`).join('')
  return (target: Target): string =>
    `${head(method, path, ['Transfer-Encoding: chunked'])(target)}${body}0\r\n\r\n`
}

/** Rows that differ in one thing. */
export const each = <T>(
  values: readonly T[],
  name: (value: T) => string,
  expected: number,
  bytes: (value: T) => (target: Target) => string,
  more: Partial<Case> = {},
): Case[] =>
  values.map((value) => ({ name: name(value), expected: [expected], bytes: bytes(value), ...more }))
