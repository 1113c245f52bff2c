/** Checks all settings together, once, before anything is served. Unsafe settings stop the start. */
import { ID_PATTERN } from '../../contract/calls/api-calls.ts'
import { CLOUDFLARE, DEADLINES, type UpstreamConfig } from '../upstream/exchange.ts'
import { type Auth, authOf } from './auth-config.ts'
import { isLoopback, list, Misconfigured, parseUrl, type Settings } from './environment.ts'

export interface Config {
  /** The one origin whose pages may call. */
  publicOrigin: string
  /** The `host:port` of `publicOrigin`, as in the `Host` header. */
  publicHost: string
  allowedHosts: ReadonlySet<string>
  upstream: UpstreamConfig
  /** The account in the settings; null in sandbox mode, where each browser has its own. */
  account: string | null
  auth: Auth
  readOnly: boolean
  auditFile: string | null
  version: string
  /** The name of every caller in local mode, for the audit log. */
  localName: string
}

/** Facts that only the entry file knows. */
export interface RuntimeInfo {
  runtime: 'node' | 'workers'
  /** The port that was opened; null on Workers. */
  port: number | null
  version: string
  /** The user who runs the process: the name of callers in local mode, for the audit log. */
  user: string
}

/** Throws `Misconfigured`. */
export const createConfig = (from: Settings, runtimeInfo: RuntimeInfo): Config => {
  const holdsToken = from.CLOUDFLARE_API_TOKEN !== undefined
  const publicOrigin = originOf(from, runtimeInfo)
  const auth = authOf(from, holdsToken)
  if (auth.mode === 'local') checkLocal(from, runtimeInfo, publicOrigin, holdsToken)
  if (auth.mode === 'header' && runtimeInfo.runtime === 'workers') {
    throw new Misconfigured(
      'AUTH_MODE=header needs the address of the connection, which Workers do not have: use AUTH_MODE=access',
    )
  }
  if (from.AUDIT_FILE !== undefined && runtimeInfo.runtime === 'workers') {
    throw new Misconfigured(
      'AUDIT_FILE needs a file system, which Workers do not have: audit lines are in the log there',
    )
  }
  const { host: publicHost } = new URL(publicOrigin)
  const listed = list(from.ALLOWED_HOSTS)
  if (!listed.every(isHost)) {
    throw new Misconfigured(
      'ALLOWED_HOSTS must be exact names as in the Host header: lower case, no scheme, no path, no pattern',
    )
  }
  const aliases = auth.mode === 'local' && runtimeInfo.port !== null ? loopbackHosts(runtimeInfo.port) : []
  return {
    publicOrigin,
    publicHost,
    allowedHosts: new Set([publicHost, ...aliases, ...listed]),
    ...(holdsToken ? liveUpstream(from) : sandboxUpstream(from)),
    auth,
    readOnly: from.READ_ONLY === '1',
    auditFile: from.AUDIT_FILE ?? null,
    version: runtimeInfo.version,
    localName: runtimeInfo.user,
  }
}

/** Whether a request can have this host. A pattern would match nothing, or foreign names. */
const isHost = (host: string): boolean =>
  parseUrl(`http://${host}`)?.host === host && !host.includes('*') && !host.startsWith('.')

/** In the form of `URL`, which omits the default port of http. */
const loopbackHosts = (port: number): string[] =>
  ['127.0.0.1', 'localhost', '[::1]'].map((name) => new URL(`http://${name}:${port}`).host)

const originOf = ({ PUBLIC_ORIGIN, HOST, AUTH_MODE }: Settings, { port }: RuntimeInfo): string => {
  if (PUBLIC_ORIGIN === undefined) {
    if (AUTH_MODE !== 'local' || port === null) {
      throw new Misconfigured('PUBLIC_ORIGIN is missing: set the one origin that browsers use')
    }
    return new URL(`http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${port}`).origin
  }
  const url = parseUrl(PUBLIC_ORIGIN)
  if (url?.origin !== PUBLIC_ORIGIN || PUBLIC_ORIGIN.includes('*')) {
    throw new Misconfigured('PUBLIC_ORIGIN must be one origin: scheme, name and port, nothing after them')
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new Misconfigured('PUBLIC_ORIGIN must be https, except on this machine')
  }
  return PUBLIC_ORIGIN
}

const checkLocal = (
  from: Settings,
  { runtime }: RuntimeInfo,
  publicOrigin: string,
  holdsToken: boolean,
): void => {
  const instead = 'choose AUTH_MODE=access or AUTH_MODE=header to serve others'
  if (runtime === 'node' && !isLoopback(from.HOST)) {
    throw new Misconfigured(`HOST must be 127.0.0.1 or ::1 with AUTH_MODE=local, or ${instead}`)
  }
  // The sandbox has no secret to protect, so anyone who can connect may use it.
  if (!holdsToken) return
  if (runtime === 'workers')
    throw new Misconfigured(`AUTH_MODE=local identifies nobody on Workers: ${instead}`)
  if (!isLoopback(new URL(publicOrigin).hostname)) {
    throw new Misconfigured(`PUBLIC_ORIGIN must be on this machine with AUTH_MODE=local, or ${instead}`)
  }
}

/** The stand-in accepts any token. Redaction hides the token in answers, so this text must not occur in one. */
const NO_SECRET = 'any-token-will-do-here'

const sandboxUpstream = (from: Settings): Pick<Config, 'upstream' | 'account'> => {
  for (const name of ['CLOUDFLARE_ACCOUNT_ID', 'CLOUDFLARE_API_TOKEN_READ'] as const) {
    if (from[name] !== undefined) {
      throw new Misconfigured(
        `${name} is set, CLOUDFLARE_API_TOKEN is not: set both, or neither for the sandbox`,
      )
    }
  }
  // This name is never resolved: the sandbox answers these requests inside the process.
  const baseUrl = 'http://sandbox.invalid/client/v4'
  return { upstream: { baseUrl, token: NO_SECRET, readToken: null, deadlines: DEADLINES }, account: null }
}

const liveUpstream = (from: Settings): Pick<Config, 'upstream' | 'account'> => {
  const { CLOUDFLARE_ACCOUNT_ID: account = '', CLOUDFLARE_API_TOKEN_READ: readToken } = from
  if (!ID_PATTERN.test(account)) {
    throw new Misconfigured(
      'CLOUDFLARE_ACCOUNT_ID must be the 32 lower-case hexadecimal digits of the account',
    )
  }
  return {
    upstream: {
      baseUrl: baseUrlOf(from.CLOUDFLARE_BASE_URL ?? CLOUDFLARE),
      token: tokenOf('CLOUDFLARE_API_TOKEN', from.CLOUDFLARE_API_TOKEN ?? ''),
      readToken: readToken === undefined ? null : tokenOf('CLOUDFLARE_API_TOKEN_READ', readToken),
      deadlines: DEADLINES,
    },
    account,
  }
}

const baseUrlOf = (given: string): string => {
  const url = parseUrl(given)
  const isLocal = url !== null && /^https?:$/.test(url.protocol) && isLoopback(url.hostname)
  if (
    url?.href !== given ||
    given.endsWith('/') ||
    /[?#@]/.test(given) ||
    !(isLocal || given === CLOUDFLARE)
  ) {
    throw new Misconfigured(
      `CLOUDFLARE_BASE_URL must be ${CLOUDFLARE}, or for tests an address on this machine that ends in /client/v4`,
    )
  }
  return given
}

const tokenOf = (name: string, given: string): string => {
  const token = given.trim()
  if (token === '') throw new Misconfigured(`${name} is empty: leave it out for the sandbox`)
  // Such a value would fail in a header on every call, and some runtimes print the value in the error.
  if (!/^[\x21-\x7e]{20,512}$/.test(token)) {
    throw new Misconfigured(`${name} is not an API token: a token has 20 or more characters and no spaces`)
  }
  if (/^[0-9a-f]{37}$/.test(token)) {
    throw new Misconfigured(
      `${name} looks like a Global API Key: create a token with "Magic WAN Write" instead`,
    )
  }
  return token
}
