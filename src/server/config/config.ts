/** The settings judged as a whole, once, before anything is served. Unsafe ones stop the start. */
import { ID_PATTERN } from '../../contract/api-calls.ts'
import { CLOUDFLARE, DEADLINES, type UpstreamConfig } from '../upstream/exchange.ts'
import { type Auth, authOf } from './auth-config.ts'
import { isLoopback, list, Misconfigured, parseUrl, type Settings } from './environment.ts'

export interface Config {
  /** The one origin whose pages may call. */
  publicOrigin: string
  /** Its `host:port`, as requests carry it. */
  publicHost: string
  allowedHosts: ReadonlySet<string>
  upstream: UpstreamConfig
  /** The account of the settings; null in sandbox mode, where each browser has its own. */
  account: string | null
  auth: Auth
  readOnly: boolean
  auditFile: string | null
  version: string
  /** The caller's name when the mode knows no names. */
  localName: string
}

/** What the entry knows and the settings do not say. */
export interface RuntimeInfo {
  runtime: 'node' | 'workers'
  /** The port that was really opened; null on Workers, where there is none. */
  port: number | null
  version: string
  /** The person who runs the process; what the audit log calls the callers of local mode. */
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
      'AUTH_MODE=header needs to see who connects, which Workers cannot: use AUTH_MODE=access',
    )
  }
  if (from.AUDIT_FILE !== undefined && runtimeInfo.runtime === 'workers') {
    throw new Misconfigured(
      'AUDIT_FILE names a file, and Workers have none: audit lines are in the log there',
    )
  }
  const { host: publicHost } = new URL(publicOrigin)
  const listed = list(from.ALLOWED_HOSTS)
  if (listed.some((host) => host.includes('*') || host.startsWith('.'))) {
    throw new Misconfigured('ALLOWED_HOSTS takes exact names only: a pattern would let foreign names in')
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

/** As `URL` writes them: without the port where it is http's own. */
const loopbackHosts = (port: number): string[] =>
  ['127.0.0.1', 'localhost', '[::1]'].map((name) => new URL(`http://${name}:${port}`).host)

const originOf = ({ PUBLIC_ORIGIN, HOST, AUTH_MODE }: Settings, { port }: RuntimeInfo): string => {
  if (PUBLIC_ORIGIN === undefined) {
    if (AUTH_MODE !== 'local' || port === null) {
      throw new Misconfigured('PUBLIC_ORIGIN is needed: the one origin that browsers will use')
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
  // A sandbox holds nothing, so anyone who reaches it may use it.
  if (!holdsToken) return
  if (runtime === 'workers') throw new Misconfigured(`AUTH_MODE=local knows nobody on Workers: ${instead}`)
  if (!isLoopback(new URL(publicOrigin).hostname)) {
    throw new Misconfigured(`PUBLIC_ORIGIN must be on this machine with AUTH_MODE=local, or ${instead}`)
  }
}

/** Any token will do for the stand-in. What equals a token is hidden in answers, so this is a word of none. */
const NO_SECRET = 'any-token-will-do-here'

const sandboxUpstream = (from: Settings): Pick<Config, 'upstream' | 'account'> => {
  for (const name of ['CLOUDFLARE_ACCOUNT_ID', 'CLOUDFLARE_API_TOKEN_READ'] as const) {
    if (from[name] !== undefined) {
      throw new Misconfigured(
        `${name} is set, CLOUDFLARE_API_TOKEN is not: set both, or neither for the sandbox`,
      )
    }
  }
  // Never resolved: the sandbox takes these requests inside this process.
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
  // As a header value these would fail on every call, and some runtimes print the value when they do.
  if (!/^[\x21-\x7e]{20,512}$/.test(token)) {
    throw new Misconfigured(`${name} is no API token: those have 20 or more characters, no blanks among them`)
  }
  if (/^[0-9a-f]{37}$/.test(token)) {
    throw new Misconfigured(
      `${name} looks like a Global API Key: create a token with "Magic WAN Write" instead`,
    )
  }
  return token
}
