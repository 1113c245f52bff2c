/**
 * Refuses unsafe requests before anything else runs. Any page in a browser can send requests to our port on loopback.
 * The same-origin policy alone does not stop them: when a foreign name resolves to this machine (DNS rebinding), the
 * foreign page is "same-origin", and only the list of allowed hosts refuses it.
 */
import type { Refusal } from '../../contract/calls/refusals.ts'
import { MAX_REQUEST_BYTES } from '../../contract/rules/text.ts'

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE'])
const UNSAFE = new Set(['POST', 'PUT', 'DELETE'])
const JSON_TYPE = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i
/** No path of ours needs an escape, so none is decoded. Some parsers read a backslash as a slash. */
const ODD_PATH = /[%\\]|\/\//

export interface GuardConfig {
  /** The one origin whose pages may call, as in the `Origin` header. */
  publicOrigin: string
  /** Exact `host:port` values, without the default port of the scheme. */
  allowedHosts: ReadonlySet<string>
}

/** @returns the reason to refuse the request, or null */
export const guard = (request: Request, config: GuardConfig): Refusal | null => {
  const { method, headers } = request
  // Some runtimes build the URL from any `Host` header, so it may be invalid.
  if (!URL.canParse(request.url)) return 'wrong_host'
  // An absolute-form request line sets the host of the URL on some runtimes, but never the header, so both are checked.
  const url = new URL(request.url)
  const hostHeader = headers.get('host') ?? url.host
  if (!config.allowedHosts.has(hostHeader) || !config.allowedHosts.has(url.host)) return 'wrong_host'
  if (!METHODS.has(method)) return 'wrong_method'
  // Some runtimes do not normalise the path, and then the router could read it differently than a URL parser.
  if (request.url !== url.href || url.username || url.password || ODD_PATH.test(url.pathname))
    return 'bad_request'
  return isApi(url.pathname) ? guardApi(request, config) : UNSAFE.has(method) ? 'wrong_method' : null
}

export const isApi = (path: string): boolean => path === '/api' || path.startsWith('/api/')

const guardApi = ({ method, headers }: Request, { publicOrigin }: GuardConfig): Refusal | null => {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  if (site !== null && site !== 'same-origin') return 'cross_site'
  if (origin !== null && origin !== publicOrigin) return 'cross_site'
  // A header that is sent twice arrives as one value with a comma.
  if (headers.get('sec-fetch-mode')?.includes('navigate')) return 'cross_site'
  if (headers.has('content-encoding')) return 'wrong_type'
  if (!UNSAFE.has(method)) {
    const carriesBody = (headers.get('content-length') ?? '0') !== '0' || headers.has('transfer-encoding')
    // A HEAD request would spend the account's budget on an answer that is not sent.
    return method === 'HEAD' ? 'wrong_method' : carriesBody ? 'bad_request' : null
  }
  // A page of another origin cannot set this header without a preflight, and every preflight is refused.
  if (headers.get('x-tunneldesk') !== '1') return 'missing_header'
  if (!JSON_TYPE.test(headers.get('content-type') ?? '')) return 'wrong_type'
  return Number(headers.get('content-length') ?? 0) > MAX_REQUEST_BYTES ? 'too_large' : null
}
