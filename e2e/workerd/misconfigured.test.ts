/** The settings on which the Worker answers 503 and nothing else. */
import { describe, expect, test } from 'vitest'
import { REFUSALS } from '../../src/contract/calls/refusals.ts'
import { CONTENT_SECURITY_POLICY } from '../../src/server/http/security-headers.ts'
import { HOST, ORIGIN, startWorker } from './start.ts'

const CANARY = 'canary-secret-61c9e8d2b7f04a35'
const sound: Record<string, string> = {
  PUBLIC_ORIGIN: ORIGIN,
  CLOUDFLARE_API_TOKEN: 'a-token-of-twenty-characters',
  CLOUDFLARE_ACCOUNT_ID: 'ac'.repeat(16),
  AUTH_MODE: 'access',
  JWT_ISSUER: 'https://issuer.example',
  JWT_AUDIENCE: 'tunnels',
  JWT_JWKS_URL: 'https://issuer.example/keys',
  OPERATORS: 'ops@corp.example',
}
const without = (name: string) => Object.fromEntries(Object.entries(sound).filter(([key]) => key !== name))

describe('a Worker on unsafe settings answers nothing but 503', () => {
  test.each<[string, string, Record<string, string>]>([
    ['no origin', 'PUBLIC_ORIGIN', {}],
    ['an origin without https', 'PUBLIC_ORIGIN', { ...sound, PUBLIC_ORIGIN: `http://${HOST}` }],
    ['a token without authentication', 'AUTH_MODE', { ...without('JWT_ISSUER'), AUTH_MODE: 'local' }],
    [
      'identities from a proxy, whose address a Worker cannot see',
      'PROXY_SECRET',
      { ...sound, AUTH_MODE: 'header', IDENTITY_HEADER: 'X-Who' },
    ],
    [
      'Access without an audience',
      'ACCESS_AUD',
      { ...sound, ACCESS_TEAM_DOMAIN: 'team.cloudflareaccess.com' },
    ],
    ['an issuer without keys', 'JWT_JWKS_URL', without('JWT_JWKS_URL')],
    ['empty lists of people', 'OPERATORS', { ...sound, OPERATORS: '', VIEWERS: '' }],
    ['an account without a token', 'CLOUDFLARE_ACCOUNT_ID', without('CLOUDFLARE_API_TOKEN')],
    ['a token with a line break', 'CLOUDFLARE_API_TOKEN', { ...sound, CLOUDFLARE_API_TOKEN: `${CANARY}\nx` }],
    [
      'a token in a file',
      'CLOUDFLARE_API_TOKEN_FILE',
      { PUBLIC_ORIGIN: ORIGIN, CLOUDFLARE_API_TOKEN_FILE: '/token' },
    ],
    ['audit lines in a file', 'AUDIT_FILE', { ...sound, AUDIT_FILE: '/audit' }],
    [
      'another API',
      'CLOUDFLARE_BASE_URL',
      { ...sound, CLOUDFLARE_BASE_URL: 'https://api.evil.example/client/v4' },
    ],
    ['any host', 'ALLOWED_HOSTS', { ...sound, ALLOWED_HOSTS: '*.example' }],
    ['a misspelt setting', 'OPERATOR ', { ...sound, OPERATOR: 'x@corp.example' }],
  ])('%s: %s', async (_what, setting, vars) => {
    const worker = await startWorker({ vars })
    try {
      for (const [method, path] of [
        ['GET', '/'],
        ['GET', '/theme.js'],
        ['GET', '/healthz'],
        ['GET', '/api/tunnels'],
        ['POST', '/api/tunnels'],
      ] as const) {
        const { status, headers, text } = await worker.ask(method, path, method === 'POST' ? {} : undefined)
        expect([path, status]).toEqual([path, 503])
        expect(JSON.parse(text).errors[0].code).toBe(REFUSALS.misconfigured.code)
        expect(headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY)
      }
      expect(worker.output()).toContain('tunneldesk: ')
      expect(worker.output()).toContain(setting)
      expect(worker.output()).not.toContain(CANARY)
    } finally {
      await worker.stop()
    }
  })
})
