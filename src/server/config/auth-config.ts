/** Who may call, according to the settings. A mode with missing settings never falls back to a weaker mode. */
import { isLoopback, list, Misconfigured, parseUrl, type Settings } from './environment.ts'

/** Exact email addresses in lower case, by role. An address in neither list may do nothing. */
export interface People {
  operators: ReadonlySet<string>
  viewers: ReadonlySet<string>
}

export type Auth =
  /** Anyone who can connect to the port on this machine; with `launchLink`, only with the link printed at start. */
  | { mode: 'local'; launchLink: boolean }
  | {
      mode: 'jwt'
      header: string
      issuer: string
      audience: string
      jwksUrl: string
      algorithms: string[]
      /** Access also issues tokens for services; only those of type `app` belong to a person. */
      isAccess: boolean
      people: People
    }
  | { mode: 'header'; header: string; secret: string; proxies: string[]; people: People }

const LEAST_SECRET = 32
const HEADER_NAME = /^[A-Za-z0-9-]+$/
/**
 * Exactly one address: no second `@`, no list, no display name. ASCII only (RFC 5322, 3.2.3), because other letters can
 * become ASCII in lower case: U+212A, the Kelvin sign, becomes `k`.
 */
export const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9.-]{1,255}$/i

/** @param holdsToken whether a real API token is set, which must be protected */
export const authOf = (from: Settings, holdsToken: boolean): Auth => {
  switch (from.AUTH_MODE) {
    case 'local':
      return { mode: 'local', launchLink: holdsToken && from.LOCAL_LAUNCH_TOKEN === 'on' }
    case 'access':
      return { mode: 'jwt', ...issuerOf(from), people: peopleOf(from) }
    case 'header':
      return { mode: 'header', ...proxyOf(from), people: peopleOf(from) }
  }
}

const peopleOf = ({ OPERATORS, VIEWERS }: Settings): People => {
  const [operators, viewers] = [OPERATORS, VIEWERS].map(
    (value) => new Set(list(value).map((address) => address.toLowerCase())),
  )
  if (!operators || !viewers || operators.size + viewers.size === 0) {
    throw new Misconfigured(
      'OPERATORS and VIEWERS are both empty, so nobody could do anything: add an address',
    )
  }
  if (![...operators, ...viewers].every((address) => ADDRESS.test(address))) {
    throw new Misconfigured('OPERATORS and VIEWERS must be email addresses, separated by commas')
  }
  return { operators, viewers }
}

const issuerOf = (from: Settings) => {
  const { ACCESS_TEAM_DOMAIN: team, ACCESS_AUD: aud, JWT_HEADER: header } = from
  if (!HEADER_NAME.test(header)) {
    throw new Misconfigured('JWT_HEADER must name the header in which the proxy sends the token')
  }
  if (team !== undefined || aud !== undefined) {
    if (!/^[a-z0-9-]+\.cloudflareaccess\.com$/.test(team ?? '')) {
      throw new Misconfigured('ACCESS_TEAM_DOMAIN must be like team.cloudflareaccess.com')
    }
    if (!/^[0-9a-f]{64}$/.test(aud ?? '')) {
      throw new Misconfigured(
        "ACCESS_AUD must be the 64 hexadecimal digits of the application's audience tag",
      )
    }
    const issuer = `https://${team}`
    const jwksUrl = `${issuer}/cdn-cgi/access/certs`
    return { header, issuer, audience: aud ?? '', jwksUrl, algorithms: ['RS256'], isAccess: true }
  }
  const { JWT_ISSUER: issuer = '', JWT_AUDIENCE: audience = '', JWT_JWKS_URL: jwksUrl = '' } = from
  if (issuer === '' || audience === '' || jwksUrl === '') {
    throw new Misconfigured(
      'AUTH_MODE=access needs ACCESS_TEAM_DOMAIN and ACCESS_AUD, or JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS_URL',
    )
  }
  if (!isSafe(issuer) || parseUrl(issuer)?.origin !== issuer) {
    throw new Misconfigured('JWT_ISSUER must be an https origin without path or trailing slash')
  }
  if (!isSafe(jwksUrl)) throw new Misconfigured('JWT_JWKS_URL must be https')
  return { header, issuer, audience, jwksUrl, algorithms: ['RS256', 'ES256'], isAccess: false }
}

/** Over plain http anyone on the network path could replace the keys. */
const isSafe = (address: string): boolean => {
  const url = parseUrl(address)
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
}

const proxyOf = ({
  IDENTITY_HEADER: header = '',
  PROXY_SECRET: secret = '',
  TRUSTED_PROXY_CIDRS,
}: Settings) => {
  const proxies = list(TRUSTED_PROXY_CIDRS)
  if (!HEADER_NAME.test(header)) {
    throw new Misconfigured(
      'IDENTITY_HEADER must name the header in which the proxy sends the address of the caller',
    )
  }
  if (new TextEncoder().encode(secret).length < LEAST_SECRET) {
    throw new Misconfigured(
      `PROXY_SECRET must have at least ${LEAST_SECRET} bytes, also sent by the proxy as X-Proxy-Secret`,
    )
  }
  if (proxies.length === 0 || !proxies.every(isNarrow)) {
    throw new Misconfigured(
      'TRUSTED_PROXY_CIDRS must list the networks that the proxy connects from, each /8 or smaller (IPv6: /16)',
    )
  }
  return { header: header.toLowerCase(), secret, proxies }
}

/** `::ffff:0:0/96` is every IPv4 address, so IPv6 networks that can contain it must be as narrow as for IPv4. */
const MAY_BE_IPV4 = /^0{0,4}:/

/** Wide networks are refused, because two of them can cover every address. */
const isNarrow = (cidr: string): boolean => {
  const [, network = '', prefix] = /^([0-9a-f.:]+)\/([1-9]\d{0,2})$/i.exec(cidr) ?? []
  return Number(prefix) >= (MAY_BE_IPV4.test(network) ? 104 : network.includes(':') ? 16 : 8)
}
