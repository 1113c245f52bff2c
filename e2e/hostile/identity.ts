/** Rows about identity: forged sign-ins, spoofed headers, calls that a role does not allow. */
import { type Case, CHECK, CHECKED, each, get, INPUT, ONE, send } from './case.ts'
import type { Issuer } from './issuer.ts'

/** Rows for several kinds of requests with these header lines as sign-in, which must all be refused. */
const refusedEverywhere = (name: string, signedIn: readonly string[], expected: number): Case[] =>
  [
    { what: 'a read', bytes: get('/api/tunnels') },
    { what: 'a page', bytes: get('/') },
    { what: 'a dry-run', bytes: send('POST', CHECK, {}) },
    { what: 'a create', bytes: send('POST', '/api/tunnels', INPUT) },
  ].map(({ what, bytes }) => ({
    name: `${name}: ${what}`,
    expected: [expected],
    bytes: (target) => bytes({ ...target, signedIn }),
  }))

const JWT = 'Cf-Access-Jwt-Assertion'

/** For a server that trusts this issuer, with tokens in the header that Cloudflare Access uses. */
export const tokenCases = async (issuer: Issuer): Promise<Case[]> => {
  const now = Math.floor(Date.now() / 1000)
  const good = await issuer.sign()
  const viewer = await issuer.sign({ email: 'view@corp.example' })
  const [header = '', claims = '', signature = ''] = good.split('.')
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const forged: [string, string][] = [
    ['invalid', 'x.y.z'],
    ['empty', ''],
    ['unsigned', `${encode({ alg: 'none' })}.${claims}.`],
    ['unsigned, in capitals', `${encode({ alg: 'NONE', kid: 'one' })}.${claims}.`],
    ['without its signature', `${header}.${claims}.`],
    ['with other claims', `${header}.${encode({ email: 'ops@corp.example' })}.${signature}`],
    ['list of two tokens', `${good}, ${good}`],
    ['signed with the public key as a secret', await issuer.signWithPublicKey()],
    ['signed by someone else', await issuer.sign({}, { isForeign: true })],
    ['signed by an unknown key', await issuer.sign({}, { isForeign: true, kid: 'two' })],
    ['with a URL of its key', await issuer.sign({}, { isForeign: true, jku: 'http://evil.example/keys' })],
    ['with a path traversal as key id', await issuer.sign({}, { isForeign: true, kid: '../../../dev/null' })],
    ['of another issuer', await issuer.sign({ iss: 'https://evil.example' })],
    ['of our issuer with a slash', await issuer.sign({ iss: `${issuer.origin}/` })],
    ['without issuer', await issuer.sign({ iss: undefined })],
    ['for another audience', await issuer.sign({ aud: 'others' })],
    ['without audience', await issuer.sign({ aud: undefined })],
    ['expired', await issuer.sign({ exp: now - 120 })],
    ['not valid yet', await issuer.sign({ nbf: now + 120 })],
    ['without expiry', await issuer.sign({ exp: undefined })],
    ['of a service', await issuer.sign({ email: undefined, sub: '', common_name: 'x' })],
    ['of an organisation', await issuer.sign({ type: 'org' })],
    ['with two at signs in the address', await issuer.sign({ email: 'ops@corp.example@evil.example' })],
    ['with a list of addresses', await issuer.sign({ email: ['ops@corp.example'] })],
    ['with a display name', await issuer.sign({ email: 'Ops <ops@corp.example>' })],
    ['with an empty address', await issuer.sign({ email: '' })],
  ]
  return [
    ...refusedEverywhere('no token', [], 401),
    ...forged.flatMap(([name, token]) => refusedEverywhere(`token ${name}`, [`${JWT}: ${token}`], 401)),
    ...refusedEverywhere('the token in Authorization', [`Authorization: Bearer ${good}`], 401),
    ...refusedEverywhere('the token in a cookie', [`Cookie: CF_Authorization=${good}`], 401),
    ...refusedEverywhere(
      'an address without a token',
      ['Cf-Access-Authenticated-User-Email: ops@corp.example'],
      401,
    ),
    ...refusedEverywhere(
      'the identity of someone on no list',
      [`${JWT}: ${await issuer.sign({ email: 'x@corp.example' })}`],
      403,
    ).filter(({ name }) => !name.endsWith('a page')),
    ...each(
      [
        ['a dry-run', send('POST', CHECK, {})],
        ['a create', send('POST', '/api/tunnels', INPUT)],
        ['a deletion', send('DELETE', ONE, {})],
        ['a new PSK', send('POST', `${ONE}/psk`, {})],
        ['a dry-run of a deletion', send('POST', `${ONE}/validate?for=delete`, {})],
      ] as const,
      ([what]) => `a viewer may not: ${what}`,
      403,
      ([, bytes]) =>
        (target) =>
          bytes({ ...target, signedIn: [`${JWT}: ${viewer}`] }),
    ),
    {
      name: 'two tokens',
      expected: [400],
      bytes: (target) => get('/api/tunnels', [`${JWT}: x`])({ ...target, signedIn: [`${JWT}: ${good}`] }),
      only: 'node',
    },
    {
      name: 'a token and its header name with underscores',
      expected: [400],
      bytes: (target) =>
        get('/api/tunnels', [`${JWT.replaceAll('-', '_')}: x`])({ ...target, signedIn: [`${JWT}: ${good}`] }),
      only: 'node',
    },
    {
      name: 'passes: a read of a viewer',
      expected: [200],
      bytes: (target) => get('/api/tunnels')({ ...target, signedIn: [`${JWT}: ${viewer}`] }),
    },
    {
      name: 'passes: a dry-run of an operator',
      expected: [200],
      bytes: (target) => send('POST', CHECK, {})({ ...target, signedIn: [`${JWT}: ${good}`] }),
      reaches: CHECKED,
    },
  ]
}

/** For a server that trusts this peer as its proxy, which sends the caller in `X-Forwarded-Email`. */
export const proxyCases = (secret: string): Case[] => {
  const SECRET = `X-Proxy-Secret: ${secret}`
  const OPS = 'X-Forwarded-Email: ops@corp.example'
  const wrong: [string, string[], number][] = [
    ['nothing', [], 401],
    ['no secret', [OPS], 401],
    ['no address', [SECRET], 401],
    ['an empty secret', [OPS, 'X-Proxy-Secret:'], 401],
    ['another secret', [OPS, `X-Proxy-Secret: ${'t'.repeat(secret.length)}`], 401],
    ['half the secret', [OPS, `X-Proxy-Secret: ${secret.slice(1)}`], 401],
    ['an empty address', [SECRET, 'X-Forwarded-Email:'], 401],
    ['two addresses in one header', [SECRET, `${OPS}, view@corp.example`], 401],
    ['an address with two at signs', [SECRET, `${OPS}@evil.example`], 401],
    ['a display name', [SECRET, 'X-Forwarded-Email: Ops <ops@corp.example>'], 401],
    [
      'other identity headers',
      [SECRET, 'X-Forwarded-User: ops@corp.example', 'X-Auth-Request-Email: ops@corp.example'],
      401,
    ],
    ['the user agent of a health checker', ['User-Agent: GoogleHC/1.0', 'X-Forwarded-Uri: /healthz'], 401],
    ['an address on no list', [SECRET, 'X-Forwarded-Email: x@corp.example'], 403],
    ['two addresses', [SECRET, OPS, 'X-Forwarded-Email: view@corp.example'], 400],
    ['two secrets', [SECRET, SECRET, OPS], 400],
    [
      'an address and its header name with underscores',
      [SECRET, OPS, 'X_Forwarded_Email: view@corp.example'],
      400,
    ],
    ['a secret and its header name with an underscore', [SECRET, OPS, 'X_Proxy-Secret: x'], 400],
  ]
  const rows: Case[] = [
    ...wrong.flatMap(([name, signedIn, status]) => refusedEverywhere(`proxy, ${name}`, signedIn, status)),
    {
      name: 'passes: a caller from the proxy',
      expected: [200],
      bytes: (target) => send('POST', CHECK, {})({ ...target, signedIn: [SECRET, OPS] }),
      reaches: CHECKED,
    },
    {
      name: 'passes: in another case',
      expected: [200],
      bytes: (target) =>
        get('/api/tunnels')({ ...target, signedIn: [SECRET, 'x-forwarded-email: OPS@Corp.Example'] }),
    },
  ]
  // Only Node knows the address of the connection.
  return rows.map((row) => ({ ...row, only: 'node' }))
}

/** For a server with a launch link that nobody has used yet. */
export const launchCases = (key: string, port: number): Case[] => {
  const name = `tunneldesk_session_${port}`
  const guesses: [string, string[]][] = [
    ['no cookie', []],
    ['an empty cookie', [`Cookie: ${name}=`]],
    ['a made-up cookie', [`Cookie: ${name}=${'0'.repeat(64)}`]],
    ["the link's key as cookie", [`Cookie: ${name}=${key}`]],
    ['the cookie of another port', [`Cookie: tunneldesk_session_1=${key}`]],
    ['basic authentication', [`Authorization: Basic ${Buffer.from(`a:${key}`).toString('base64')}`]],
    ["the link's key as a token", [`Authorization: Bearer ${key}`]],
  ]
  const session = (body: unknown, expected: number, what: string, more: string[] = []): Case => ({
    name: `the exchange of ${what}`,
    expected: [expected],
    bytes: send('POST', '/api/session', body, more),
  })
  return [
    ...guesses.flatMap(([what, signedIn]) =>
      refusedEverywhere(what, signedIn, 401).filter(({ name: row }) => !row.endsWith('a page')),
    ),
    ...each(
      ['/api/meta', ONE, '/api/nothing'],
      (path) => `without a sign-in: ${path}`,
      401,
      (path) => get(path),
    ),
    { name: "the link's key in a query", expected: [401], bytes: get(`/api/tunnels?k=${key}`) },
    session({ key: '0'.repeat(64) }, 401, 'a made-up key'),
    session({ key: '' }, 401, 'an empty key'),
    session({ key: [key] }, 401, 'a list'),
    session({ key, more: 1 }, 401, 'a key and something else'),
    session(`{"key":"x","key":"${key}"}`, 401, 'two keys'),
    session({ key: key.toUpperCase() }, 401, 'the key in capitals'),
    session({ key }, 403, 'the key from another site', ['Sec-Fetch-Site: cross-site']),
    {
      name: 'the exchange from another origin',
      expected: [403],
      bytes: (target) => send('POST', '/api/session', { key })({ ...target, origin: 'http://localhost:1' }),
    },
    {
      name: 'the exchange as a form',
      expected: [415],
      bytes: send('POST', '/api/session', { key }, [], ['Content-Type: text/plain', 'X-Tunneldesk: 1']),
    },
    { name: 'the exchange with GET', expected: [405], bytes: get('/api/session') },
    { name: 'passes: the static page', expected: [200], bytes: get('/') },
    { name: 'passes: a probe', expected: [200], bytes: get('/healthz') },
  ]
}
