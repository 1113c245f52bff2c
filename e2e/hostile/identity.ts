/** Who is believed to be asking: forged sign-ins, spoofed headers, roles that reach too far. */
import { type Case, CHECK, CHECKED, each, get, INPUT, ONE, send } from './case.ts'
import type { Issuer } from './issuer.ts'

/** What a request with these header lines for a sign-in may not do. */
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

/** For a server that believes this issuer, in the header that Cloudflare Access uses. */
export const tokenCases = async (issuer: Issuer): Promise<Case[]> => {
  const now = Math.floor(Date.now() / 1000)
  const good = await issuer.sign()
  const viewer = await issuer.sign({ email: 'view@corp.example' })
  const [header = '', claims = '', signature = ''] = good.split('.')
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const forged: [string, string][] = [
    ['rubbish', 'x.y.z'],
    ['empty', ''],
    ['unsigned', `${encode({ alg: 'none' })}.${claims}.`],
    ['unsigned, in capitals', `${encode({ alg: 'NONE', kid: 'one' })}.${claims}.`],
    ['good, but for its signature', `${header}.${claims}.`],
    ['good, but for its claims', `${header}.${encode({ email: 'ops@corp.example' })}.${signature}`],
    ['two tokens in one', `${good}, ${good}`],
    ['signed with the public key as a secret', await issuer.signWithPublicKey()],
    ['signed by someone else', await issuer.sign({}, { isForeign: true })],
    ['signed by a key of its own', await issuer.sign({}, { isForeign: true, kid: 'two' })],
    [
      'signed by a key that it brings',
      await issuer.sign({}, { isForeign: true, jku: 'http://evil.example/keys' }),
    ],
    ['of a key that climbs', await issuer.sign({}, { isForeign: true, kid: '../../../dev/null' })],
    ['of another issuer', await issuer.sign({ iss: 'https://evil.example' })],
    ['of our issuer with a slash', await issuer.sign({ iss: `${issuer.origin}/` })],
    ['of no issuer', await issuer.sign({ iss: undefined })],
    ['for someone else', await issuer.sign({ aud: 'others' })],
    ['for no one', await issuer.sign({ aud: undefined })],
    ['expired', await issuer.sign({ exp: now - 120 })],
    ['not good yet', await issuer.sign({ nbf: now + 120 })],
    ['good for ever', await issuer.sign({ exp: undefined })],
    ['of a service', await issuer.sign({ email: undefined, sub: '', common_name: 'x' })],
    ['of an organisation', await issuer.sign({ type: 'org' })],
    ['of two people', await issuer.sign({ email: 'ops@corp.example@evil.example' })],
    ['of a list of people', await issuer.sign({ email: ['ops@corp.example'] })],
    ['of a person with a display name', await issuer.sign({ email: 'Ops <ops@corp.example>' })],
    ['of an empty person', await issuer.sign({ email: '' })],
  ]
  return [
    ...refusedEverywhere('no token', [], 401),
    ...forged.flatMap(([name, token]) => refusedEverywhere(`token ${name}`, [`${JWT}: ${token}`], 401)),
    ...refusedEverywhere('the token where it does not belong', [`Authorization: Bearer ${good}`], 401),
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
        ['a new key', send('POST', `${ONE}/psk`, {})],
        ['a check of a deletion', send('POST', `${ONE}/validate?for=delete`, {})],
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
      name: 'a token and an underscore that stands for its dash',
      expected: [400],
      bytes: (target) =>
        get('/api/tunnels', [`${JWT.replaceAll('-', '_')}: x`])({ ...target, signedIn: [`${JWT}: ${good}`] }),
      only: 'node',
    },
    {
      name: 'passes: a viewer reads',
      expected: [200],
      bytes: (target) => get('/api/tunnels')({ ...target, signedIn: [`${JWT}: ${viewer}`] }),
    },
    {
      name: 'passes: an operator checks',
      expected: [200],
      bytes: (target) => send('POST', CHECK, {})({ ...target, signedIn: [`${JWT}: ${good}`] }),
      reaches: CHECKED,
    },
  ]
}

/** For a server behind a proxy that tells who is asking in `X-Forwarded-Email`, and trusts this peer. */
export const proxyCases = (secret: string): Case[] => {
  const SECRET = `X-Proxy-Secret: ${secret}`
  const OPS = 'X-Forwarded-Email: ops@corp.example'
  const wrong: [string, string[], number][] = [
    ['nothing', [], 401],
    ['no secret', [OPS], 401],
    ['no name', [SECRET], 401],
    ['an empty secret', [OPS, 'X-Proxy-Secret:'], 401],
    ['another secret', [OPS, `X-Proxy-Secret: ${'t'.repeat(secret.length)}`], 401],
    ['half the secret', [OPS, `X-Proxy-Secret: ${secret.slice(1)}`], 401],
    ['an empty name', [SECRET, 'X-Forwarded-Email:'], 401],
    ['two names in one', [SECRET, `${OPS}, view@corp.example`], 401],
    ['a name with two at signs', [SECRET, `${OPS}@evil.example`], 401],
    ['a display name', [SECRET, 'X-Forwarded-Email: Ops <ops@corp.example>'], 401],
    [
      'another header of the kind',
      [SECRET, 'X-Forwarded-User: ops@corp.example', 'X-Auth-Request-Email: ops@corp.example'],
      401,
    ],
    ['the name of a health checker', ['User-Agent: GoogleHC/1.0', 'X-Forwarded-Uri: /healthz'], 401],
    ['a name on no list', [SECRET, 'X-Forwarded-Email: x@corp.example'], 403],
    ['two names', [SECRET, OPS, 'X-Forwarded-Email: view@corp.example'], 400],
    ['two secrets', [SECRET, SECRET, OPS], 400],
    [
      'a name and an underscore that stands for its dash',
      [SECRET, OPS, 'X_Forwarded_Email: view@corp.example'],
      400,
    ],
    ['a secret and an underscore that stands for its dash', [SECRET, OPS, 'X_Proxy-Secret: x'], 400],
  ]
  const rows: Case[] = [
    ...wrong.flatMap(([name, signedIn, status]) => refusedEverywhere(`proxy, ${name}`, signedIn, status)),
    {
      name: 'passes: what the proxy says',
      expected: [200],
      bytes: (target) => send('POST', CHECK, {})({ ...target, signedIn: [SECRET, OPS] }),
      reaches: CHECKED,
    },
    {
      name: 'passes: in whatever case',
      expected: [200],
      bytes: (target) =>
        get('/api/tunnels')({ ...target, signedIn: [SECRET, 'x-forwarded-email: OPS@Corp.Example'] }),
    },
  ]
  // Only a socket tells whom a request came from.
  return rows.map((row) => ({ ...row, only: 'node' }))
}

/** For a server with a launch link that nobody has used yet. */
export const launchCases = (key: string, port: number): Case[] => {
  const name = `tunneldesk_session_${port}`
  const guesses: [string, string[]][] = [
    ['no cookie', []],
    ['an empty cookie', [`Cookie: ${name}=`]],
    ['a made-up cookie', [`Cookie: ${name}=${'0'.repeat(64)}`]],
    ["the link's key for a cookie", [`Cookie: ${name}=${key}`]],
    ['the cookie of another port', [`Cookie: tunneldesk_session_1=${key}`]],
    ['a basic sign-in', [`Authorization: Basic ${Buffer.from(`a:${key}`).toString('base64')}`]],
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
    { name: 'the exchange by a link', expected: [405], bytes: get('/api/session') },
    { name: 'passes: a page, which holds nothing', expected: [200], bytes: get('/') },
    { name: 'passes: a probe', expected: [200], bytes: get('/healthz') },
  ]
}
