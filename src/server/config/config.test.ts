/** `config.ts`: with which settings the server starts, and with which it does not. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ACCOUNT, LIVE, TOKEN } from '../testing.ts'
import { createConfig } from './config.ts'
import { type Environment, KNOWN, Misconfigured, readSettings } from './environment.ts'

const facts = { runtime: 'node', port: 8787, version: 'test', user: 'tester' } as const
const read = (env: Environment, more = {}) => createConfig(readSettings(env), { ...facts, ...more })
const access = {
  ...LIVE,
  AUTH_MODE: 'access',
  PUBLIC_ORIGIN: 'https://tunnels.example',
  ACCESS_TEAM_DOMAIN: 'team.cloudflareaccess.com',
  ACCESS_AUD: 'ab'.repeat(32),
  OPERATORS: 'ops@corp.example',
}
const jwt = {
  ...access,
  ACCESS_TEAM_DOMAIN: undefined,
  ACCESS_AUD: undefined,
  JWT_ISSUER: 'https://idp.example',
  JWT_AUDIENCE: 'tunnels',
  JWT_JWKS_URL: 'https://idp.example/keys',
}
const header = {
  ...LIVE,
  AUTH_MODE: 'header',
  PUBLIC_ORIGIN: 'https://tunnels.example',
  IDENTITY_HEADER: 'X-Forwarded-Email',
  PROXY_SECRET: 's'.repeat(32),
  TRUSTED_PROXY_CIDRS: '10.0.0.0/8, fd00:a::/32, ::1/128',
  VIEWERS: 'v@corp.example',
}

describe('accepted settings', () => {
  test('none: the sandbox, on this machine, without sign-in', () => {
    const config = read({})
    expect(config).toMatchObject({ account: null, publicOrigin: 'http://127.0.0.1:8787', readOnly: false })
    expect(config.auth).toEqual({ mode: 'local', launchLink: false })
    expect([...config.allowedHosts]).toEqual(['127.0.0.1:8787', 'localhost:8787', '[::1]:8787'])
  })

  test('a token and an account: live, with the launch link', () => {
    const config = read({ CLOUDFLARE_API_TOKEN: ` ${TOKEN}\n`, CLOUDFLARE_ACCOUNT_ID: ACCOUNT })
    expect(config).toMatchObject({ account: ACCOUNT, auth: { mode: 'local', launchLink: true } })
    expect(config.upstream).toMatchObject({ baseUrl: 'https://api.cloudflare.com/client/v4', token: TOKEN })
  })

  test.each([access, jwt, header])('%#: a complete mode of authentication', (env) => {
    expect([...read(env).allowedHosts]).toEqual(['tunnels.example'])
  })

  test('variables of other programs are ignored', () => {
    const others = {
      PATH: '/bin',
      HOSTNAME: 'x',
      CLOUDFLARE_ZONE_ID: 'x',
      NODE_ENV: 'production',
      EDITOR: 'vi',
    }
    expect(() => read(others)).not.toThrow()
  })
})

test('every setting is in docs/proxy.md, Settings', () => {
  const [, section = ''] = readFileSync('docs/proxy.md', 'utf8').split('\n## ')
  expect(section).toMatch(/^Settings\n/)
  expect(KNOWN.filter((name) => !section.includes(`\`${name}\``))).toEqual([])
})

describe('settings that are refused with a message that quotes no value', () => {
  const secret = 'CANARY'
  test.each<[string, Environment, object?]>([
    ['HOST', { HOST: '0.0.0.0' }],
    ['HOST', { HOST: '::' }],
    ['HOST', { HOST: '192.168.1.5' }],
    ['HOST', { HOST: 'tunneldesk' }],
    ['HOST', { ...access, HOST: '' }],
    ['PORT', { PORT: 'http' }],
    ['PORT', { PORT: '65536' }],
    ['AUTH_MODE', { AUTH_MODE: 'none' }],
    ['AUTH_MODE', { AUTH_MODE: '' }],
    ['AUTH_MODE', { ...LIVE, PUBLIC_ORIGIN: 'https://x.example' }, { runtime: 'workers', port: null }],
    ['AUTH_MODE', header, { runtime: 'workers', port: null }],
    ['PUBLIC_ORIGIN', { ...LIVE, PUBLIC_ORIGIN: 'https://tunnels.example' }],
    ['PUBLIC_ORIGIN', { ...access, PUBLIC_ORIGIN: undefined }],
    ['PUBLIC_ORIGIN', { ...access, PUBLIC_ORIGIN: 'http://tunnels.example' }],
    ['PUBLIC_ORIGIN', { ...access, PUBLIC_ORIGIN: 'https://tunnels.example/' }],
    ['PUBLIC_ORIGIN', { ...access, PUBLIC_ORIGIN: 'https://tunnels.example/app' }],
    ['PUBLIC_ORIGIN', { ...access, PUBLIC_ORIGIN: 'https://*.example' }],
    ['PUBLIC_ORIGIN', { PUBLIC_ORIGIN: 'javascript:alert(1)' }],
    ['ALLOWED_HOSTS', { ...access, ALLOWED_HOSTS: '*' }],
    ['ALLOWED_HOSTS', { ...access, ALLOWED_HOSTS: '.example' }],
    ['ALLOWED_HOSTS', { ...access, ALLOWED_HOSTS: 'https://tunnels.example' }],
    ['ALLOWED_HOSTS', { ...access, ALLOWED_HOSTS: 'good.example, Tunnels.example' }],
    ['ACCESS_TEAM_DOMAIN', { ...access, ACCESS_TEAM_DOMAIN: '' }],
    ['ACCESS_TEAM_DOMAIN', { ...access, ACCESS_TEAM_DOMAIN: 'evil.example' }],
    ['ACCESS_AUD', { ...access, ACCESS_AUD: undefined }],
    ['ACCESS_AUD', { ...access, ACCESS_AUD: 'ab' }],
    ['AUTH_MODE', { ...access, ACCESS_TEAM_DOMAIN: undefined, ACCESS_AUD: undefined }],
    ['JWT_AUDIENCE', { ...jwt, JWT_AUDIENCE: '' }],
    ['JWT_ISSUER', { ...jwt, JWT_ISSUER: 'https://idp.example/' }],
    ['JWT_ISSUER', { ...jwt, JWT_ISSUER: 'https://idp.example/realm' }],
    ['JWT_ISSUER', { ...jwt, JWT_ISSUER: 'http://idp.example' }],
    ['JWT_JWKS_URL', { ...jwt, JWT_JWKS_URL: 'http://idp.example/keys' }],
    ['JWT_HEADER', { ...jwt, JWT_HEADER: '' }],
    ['JWT_HEADER', { ...access, JWT_HEADER: 'X Token' }],
    ['OPERATORS', { ...access, OPERATORS: ' , ' }],
    ['OPERATORS', { ...access, OPERATORS: `${secret}@corp.example; b@corp.example` }],
    ['VIEWERS', { ...header, VIEWERS: `Ops <${secret}@corp.example>` }],
    ['PROXY_SECRET', { ...header, PROXY_SECRET: undefined }],
    ['PROXY_SECRET', { ...header, PROXY_SECRET: `${secret}short` }],
    ['TRUSTED_PROXY_CIDRS', { ...header, TRUSTED_PROXY_CIDRS: '' }],
    ['TRUSTED_PROXY_CIDRS', { ...header, TRUSTED_PROXY_CIDRS: '0.0.0.0/0' }],
    ['TRUSTED_PROXY_CIDRS', { ...header, TRUSTED_PROXY_CIDRS: '10.0.0.0/8,::/0' }],
    ['TRUSTED_PROXY_CIDRS', { ...header, TRUSTED_PROXY_CIDRS: '0.0.0.0/1,128.0.0.0/1' }],
    ['TRUSTED_PROXY_CIDRS', { ...header, TRUSTED_PROXY_CIDRS: '10.0.0.0/7' }],
    ['TRUSTED_PROXY_CIDRS', { ...header, TRUSTED_PROXY_CIDRS: '2000::/3' }],
    ['TRUSTED_PROXY_CIDRS', { ...header, TRUSTED_PROXY_CIDRS: '::ffff:0:0/96' }],
    ['TRUSTED_PROXY_CIDRS', { ...header, TRUSTED_PROXY_CIDRS: '0:0::/16' }],
    ['IDENTITY_HEADER', { ...header, IDENTITY_HEADER: undefined }],
    ['CLOUDFLARE_API_TOKEN', { ...LIVE, CLOUDFLARE_API_TOKEN: '' }],
    ['CLOUDFLARE_API_TOKEN', { ...LIVE, CLOUDFLARE_API_TOKEN: `${secret}${secret}${secret}\n${secret}` }],
    ['CLOUDFLARE_API_TOKEN', { ...LIVE, CLOUDFLARE_API_TOKEN: `Bearer ${secret}${secret}${secret}` }],
    ['CLOUDFLARE_API_TOKEN', { ...LIVE, CLOUDFLARE_API_TOKEN: `${secret}${secret}${secret}é` }],
    ['CLOUDFLARE_API_TOKEN', { ...LIVE, CLOUDFLARE_API_TOKEN: 'c'.repeat(37) }],
    ['CLOUDFLARE_API_TOKEN_READ', { ...LIVE, CLOUDFLARE_API_TOKEN_READ: secret }],
    ['CLOUDFLARE_API_KEY', { CLOUDFLARE_API_KEY: secret }],
    ['CLOUDFLARE_EMAIL', { CLOUDFLARE_EMAIL: secret }],
    ['CLOUDFLARE_ACCOUNT_ID', { ...LIVE, CLOUDFLARE_ACCOUNT_ID: undefined }],
    ['CLOUDFLARE_ACCOUNT_ID', { ...LIVE, CLOUDFLARE_ACCOUNT_ID: `${ACCOUNT}/../x` }],
    ['CLOUDFLARE_ACCOUNT_ID', { CLOUDFLARE_ACCOUNT_ID: ACCOUNT }],
    ['CLOUDFLARE_BASE_URL', { ...LIVE, CLOUDFLARE_BASE_URL: 'https://evil.example/client/v4' }],
    ['CLOUDFLARE_BASE_URL', { ...LIVE, CLOUDFLARE_BASE_URL: 'http://api.cloudflare.com/client/v4' }],
    [
      'CLOUDFLARE_BASE_URL',
      { ...LIVE, CLOUDFLARE_BASE_URL: 'https://api.cloudflare.com@127.0.0.1/client/v4' },
    ],
    ['CLOUDFLARE_BASE_URL', { ...LIVE, CLOUDFLARE_BASE_URL: 'http://127.0.0.1:9/client/v4?x=' }],
    ['CLOUDFLARE_API_TOKEN', { CLOUDFLARE_API_TOKN: secret }],
    ['CLOUDFLARE_API_TOKEN', { cloudflare_api_token: secret }],
    ['READ_ONLY', { READONLY: '1' }],
    ['READ_ONLY', { READ_ONLY: 'yes' }],
    ['LOCAL_LAUNCH_TOKEN', { LOCAL_LAUNCH_TOKEN: 'false' }],
  ])('%s: %j', (setting, env, more) => {
    const start = () => read(env, more)
    expect(start).toThrow(Misconfigured)
    expect(start).toThrow(setting)
    expect(start).not.toThrow(secret)
    expect(start).not.toThrow('\n')
  })
})
