/** A fake identity provider on loopback: publishes one key, and signs any claims for tests. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose'

const AUDIENCE = 'tunnels'

export interface Issuer {
  origin: string
  /** Signs a valid token with these changes; undefined removes a claim. */
  sign(claims?: JWTPayload, how?: Partial<JWTHeaderParameters> & { isForeign?: boolean }): Promise<string>
  /** Signs with the published key as HMAC secret: a verifier that uses the algorithm in the token would accept it. */
  signWithPublicKey(): Promise<string>
  /** The settings of a server that trusts this issuer. */
  settings: Record<string, string>
  stop(): Promise<void>
}

export const startIssuer = async (): Promise<Issuer> => {
  const [ours, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
  const published = { ...(await exportJWK(ours.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [published] }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const claimsOf = (changed: JWTPayload): JWTPayload => {
    const now = Math.floor(Date.now() / 1000)
    const good = { iss: origin, aud: AUDIENCE, iat: now, exp: now + 600, email: 'ops@corp.example' }
    // JSON omits undefined values.
    return JSON.parse(JSON.stringify({ ...good, ...changed })) as JWTPayload
  }
  return {
    origin,
    sign: (claims = {}, { isForeign, ...header } = {}) =>
      new SignJWT(claimsOf(claims))
        .setProtectedHeader({ alg: 'RS256', kid: 'one', ...header })
        .sign(isForeign ? foreign.privateKey : ours.privateKey),
    signWithPublicKey: () =>
      new SignJWT(claimsOf({}))
        .setProtectedHeader({ alg: 'HS256', kid: 'one' })
        .sign(new TextEncoder().encode(JSON.stringify(published))),
    settings: {
      AUTH_MODE: 'access',
      JWT_ISSUER: origin,
      JWT_AUDIENCE: AUDIENCE,
      JWT_JWKS_URL: `${origin}/keys`,
      OPERATORS: 'ops@corp.example',
      VIEWERS: 'view@corp.example',
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
