/** Finds the caller and their role. A caller who cannot be identified, or is on no list, may do nothing. */
import { type JWTVerifyGetKey, jwtVerify } from 'jose'
import type { Role } from '../../contract/calls/endpoint.ts'
import type { Refusal } from '../../contract/calls/refusals.ts'
import { ADDRESS, type People } from '../config/auth-config.ts'
import type { Config } from '../config/config.ts'
import { createKeys, type FetchKeys, KeysUnavailable } from './jwks.ts'
import type { Launch } from './launch-link.ts'
import { isSameSecret } from './secrets.ts'

export interface Identity {
  /** An email address; in local mode the name of the user who runs the process. */
  name: string
  role: Role
  /** The mode of authentication that identified the caller. */
  how: Config['auth']['mode']
}

export type Identified = Identity | { refusal: Refusal; address?: string }

/**
 * @param isTrustedPeer whether the connection comes from a proxy in the settings; only the socket shows that
 * @param outlive keeps work running after the browser has closed the connection
 */
export type Identify = (
  request: Request,
  isTrustedPeer: boolean,
  outlive: (work: Promise<unknown>) => void,
) => Promise<Identified>

const CLOCK_SLACK_S = 30
/** What providers send for an address that belongs to the person; some send it as text. */
const VERIFIED: readonly unknown[] = [undefined, true, 'true']

export const createIdentify = (
  { auth, localName }: Config,
  launch: Launch | null,
  now: () => number,
  fetcher?: FetchKeys,
): Identify => {
  switch (auth.mode) {
    case 'local': {
      const identity = { name: localName, role: 'operator', how: 'local' } as const
      return async (request) =>
        launch === null || (await launch.isSignedIn(request)) ? identity : { refusal: 'signed_out' }
    }
    case 'jwt': {
      const keys = createKeys(auth.jwksUrl, now, fetcher)
      return async (request, _isTrustedPeer, outlive) => {
        const token = request.headers.get(auth.header)?.replace(/^Bearer /i, '') ?? ''
        const finding = addressIn(token, keys.find, auth, now)
        outlive(finding.then(keys.pending))
        const address = await finding
        return typeof address === 'string' ? named(address, auth.people, 'jwt') : address
      }
    }
    case 'header':
      return async (request, isTrustedPeer) => {
        const secret = request.headers.get('x-proxy-secret') ?? ''
        const address = request.headers.get(auth.header) ?? ''
        const isProxy = isTrustedPeer && isSameSecret(secret, auth.secret)
        return isProxy && ADDRESS.test(address)
          ? named(address, auth.people, 'header')
          : { refusal: 'no_identity' }
      }
  }
}

const named = (address: string, { operators, viewers }: People, how: Identity['how']): Identified => {
  const name = address.toLowerCase()
  if (operators.has(name)) return { name, role: 'operator', how }
  return viewers.has(name) ? { name, role: 'viewer', how } : { refusal: 'not_listed', address: name }
}

const addressIn = async (
  token: string,
  keys: JWTVerifyGetKey,
  { issuer, audience, algorithms, isAccess }: Extract<Config['auth'], { mode: 'jwt' }>,
  now: () => number,
): Promise<string | { refusal: Refusal }> => {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms,
      // Without this, a token that never expires would be accepted.
      requiredClaims: ['exp', 'iat', 'aud', 'iss'],
      clockTolerance: CLOCK_SLACK_S,
      currentDate: new Date(now()),
    })
    // Access signs tokens for organisations and services with the same keys.
    const isPerson = payload.type === 'app' || (!isAccess && payload.type === undefined)
    const { email, email_verified } = payload
    const isTheirs = isPerson && VERIFIED.includes(email_verified)
    return isTheirs && typeof email === 'string' && ADDRESS.test(email) ? email : { refusal: 'no_identity' }
  } catch (error) {
    return { refusal: error instanceof KeysUnavailable ? 'keys_unavailable' : 'no_identity' }
  }
}
