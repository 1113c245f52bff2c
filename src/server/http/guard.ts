/**
 * Refuses what must not come near a route, before anything else runs. Our port on loopback answers any program that can
 * reach it, so the browser's own notion of origin is checked here and not trusted: a name that is re-pointed
 * to this machine (DNS rebinding) makes a foreign page "same-origin", and only the host list stops it.
 */
import type { Refusal } from '../../contract/refusals.ts'
import { MAX_REQUEST_BYTES } from '../../contract/rules-text.ts'

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE'])
const UNSAFE = new Set(['POST', 'PUT', 'DELETE'])
const JSON_TYPE = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i
/** None of our paths needs an escape, so none is decoded; a backslash is a slash to some parsers. */
const ODD_PATH = /[%\\]|\/\//

export interface GuardConfig {
  /** The one origin whose pages may call, as browsers send it in `Origin`. */
  publicOrigin: string
  /** Exact `host:port` values, without the port where it is the scheme's default. */
  allowedHosts: ReadonlySet<string>
}

/** @returns why this request goes no further, or null */
export const guard = (request: Request, config: GuardConfig): Refusal | null => {
  const { method, headers } = request
  // Some runtimes hand on any `Host` that they get, and then the address is none.
  if (!URL.canParse(request.url)) return 'wrong_host'
  // An absolute-form request line sets the URL's host on some runtimes and the header's on none: both must fit.
  const url = new URL(request.url)
  const hostHeader = headers.get('host') ?? url.host
  if (!config.allowedHosts.has(hostHeader) || !config.allowedHosts.has(url.host)) return 'wrong_host'
  if (!METHODS.has(method)) return 'wrong_method'
  // Some hand on the path as it came: what a parser would straighten out, the router would read otherwise.
  if (request.url !== url.href || ODD_PATH.test(url.pathname)) return 'bad_request'
  return isApi(url.pathname) ? guardApi(request, config) : UNSAFE.has(method) ? 'wrong_method' : null
}

export const isApi = (path: string): boolean => path === '/api' || path.startsWith('/api/')

const guardApi = ({ method, headers }: Request, { publicOrigin }: GuardConfig): Refusal | null => {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  if (site !== null && site !== 'same-origin') return 'cross_site'
  if (origin !== null && origin !== publicOrigin) return 'cross_site'
  // Given twice, it arrives as one value with a comma.
  if (headers.get('sec-fetch-mode')?.includes('navigate')) return 'cross_site'
  if (headers.has('content-encoding')) return 'wrong_type'
  if (!UNSAFE.has(method)) {
    const carriesBody = (headers.get('content-length') ?? '0') !== '0' || headers.has('transfer-encoding')
    // A HEAD would spend the account's budget on an answer nobody reads.
    return method === 'HEAD' ? 'wrong_method' : carriesBody ? 'bad_request' : null
  }
  // A page of another origin cannot set this header without a preflight, and no preflight is ever answered.
  if (headers.get('x-tunneldesk') !== '1') return 'missing_header'
  if (!JSON_TYPE.test(headers.get('content-type') ?? '')) return 'wrong_type'
  return Number(headers.get('content-length') ?? 0) > MAX_REQUEST_BYTES ? 'too_large' : null
}
