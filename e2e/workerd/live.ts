/** For tests: a Worker with a token behind Access, its issuer and its API on this machine. */
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { createFakeApi, type FakeApi } from './fake-api.ts'
import { ORIGIN, type RunningWorker, startWorker } from './start.ts'

export const ACCOUNT = 'ac'.repeat(16)
export const TOKEN = 'canary-token-1d0e8f5b7a3c4296'
export const READ_TOKEN = 'canary-read-token-9f41b2c6'
const ISSUER = 'https://issuer.example'
const AUDIENCE = 'tunneldesk'

export type Sign = (claims?: JWTPayload, alg?: string) => Promise<string>

export interface Live {
  api: FakeApi
  worker: RunningWorker
  /** Signs what the issuer would; claims replace, and undefined drops one. */
  sign: Sign
  /** Signs with a key that the issuer does not have. */
  forge: Sign
  stop(): Promise<void>
}

export const varsAt = (origin: string): Record<string, string> => ({
  PUBLIC_ORIGIN: ORIGIN,
  CLOUDFLARE_API_TOKEN: TOKEN,
  CLOUDFLARE_API_TOKEN_READ: READ_TOKEN,
  CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
  CLOUDFLARE_BASE_URL: `${origin}/client/v4`,
  AUTH_MODE: 'access',
  JWT_ISSUER: ISSUER,
  JWT_AUDIENCE: AUDIENCE,
  JWT_JWKS_URL: `${origin}/keys`,
  OPERATORS: 'ops@corp.example',
  VIEWERS: 'view@corp.example',
})

export const startLive = async (
  options: { bundle?: string; vars?: Record<string, string> } = {},
): Promise<Live> => {
  const [ours, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
  const api = await createFakeApi()
  const published = { keys: [{ ...(await exportJWK(ours.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] }
  api.keys = () => published
  const vars = { ...varsAt(api.origin), ...options.vars }
  const worker = await startWorker({ ...(options.bundle && { bundle: options.bundle }), vars })
  const signWith =
    (key: CryptoKey): Sign =>
    (claims = {}, alg = 'RS256') => {
      const now = Math.floor(Date.now() / 1000)
      const person = { email: 'ops@corp.example', iss: ISSUER, aud: AUDIENCE, iat: now, exp: now + 600 }
      return new SignJWT({ ...person, ...claims }).setProtectedHeader({ alg, kid: 'one' }).sign(key)
    }
  return {
    api,
    worker,
    sign: signWith(ours.privateKey),
    forge: signWith(foreign.privateKey),
    stop: async () => {
      await worker.stop()
      api.close()
    },
  }
}

/** What the API was asked for, without the issuer's keys. */
export const callsOf = ({ seen }: FakeApi): string[] =>
  seen.filter(({ path }) => path !== '/keys').map(({ method, path }) => `${method} ${path}`)
