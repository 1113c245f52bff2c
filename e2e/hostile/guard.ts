/** Rows about the guard: hosts, fetch metadata, origins, methods, our header, content types. */
import { type Case, CHECK, CHECKED, each, get, head, INPUT, lines, ONE, send } from './case.ts'

const underHost =
  (host: string, more: readonly string[] = []): Case['bytes'] =>
  (target) =>
    get('/api/tunnels', more)({ ...target, host })
const foreign: [string, (host: string, port: number) => string][] = [
  ['a foreign name that resolves to us', (_host, port) => `evil.example:${port}`],
  ['a foreign name without a port', () => 'evil.example'],
  ['our name on another port', (host, port) => host.replace(/(:\d+)?$/, `:${port + 1}`)],
  ['our name with a trailing dot', (host) => host.replace(/(:\d+)?$/, '.$1')],
  ['our name as a subdomain of a foreign one', (host) => `${host.replace(/:\d+$/, '')}.evil.example`],
  ['our name as the user of a foreign one', (host) => `${host}@evil.example`],
  ['a foreign name as the user of ours', (host) => `evil.example@${host}`],
  ['a path after our name', (host) => `${host}/evil.example`],
  ['a query after our name', (host) => `${host}?evil.example`],
  ['our name as the fragment of a foreign one', (host) => `evil.example#${host}`],
  ['two names with a comma between', (host) => `${host}, evil.example`],
  ['two names with a space between', (host) => `${host} evil.example`],
  ['a port with a sign', (host) => host.replace(/(:\d+)?$/, ':+8787')],
  ['two ports', (host) => `${host}:80:80`],
  ['nothing', () => ''],
  ['the loopback address as one number', (_host, port) => `2130706433:${port}`],
  ['the loopback address in hexadecimal', (_host, port) => `0x7f.1:${port}`],
  ['the loopback address in short form', (_host, port) => `127.1:${port}`],
  ['the loopback address mapped to IPv6', (_host, port) => `[::ffff:127.0.0.1]:${port}`],
  ['the unspecified address', (_host, port) => `0.0.0.0:${port}`],
  ['a name of the Workers platform', () => 'tunneldesk.someone.workers.dev'],
  ['another name of this machine', (_host, port) => `localhost.localdomain:${port}`],
  ['a name with a byte outside ASCII', (_host, port) => `l\xf6calhost:${port}`],
]

const hosts: Case[] = [
  ...foreign.map(
    ([name, write]): Case => ({
      name: `host: ${name}`,
      expected: [421],
      bytes: (target) => underHost(write(target.host, target.port))(target),
    }),
  ),
  {
    name: 'host: foreign, with ours in X-Forwarded-Host and Forwarded',
    expected: [421],
    bytes: (target) =>
      underHost('evil.example', [`X-Forwarded-Host: ${target.host}`, `Forwarded: host=${target.host}`])(
        target,
      ),
  },
  {
    name: 'host: foreign, for a page',
    expected: [421],
    bytes: (target) => get('/')({ ...target, host: `evil.example:${target.port}` }),
  },
  {
    name: 'host: foreign, for a file',
    expected: [421],
    bytes: (target) => get('/favicon.svg')({ ...target, host: `evil.example:${target.port}` }),
  },
  {
    name: 'host: foreign, for a dry-run that is otherwise valid',
    expected: [421],
    bytes: (target) => send('POST', CHECK, {})({ ...target, host: `evil.example:${target.port}` }),
  },
  {
    name: 'host: a foreign absolute URL',
    expected: [421],
    bytes: ({ host, signedIn }) =>
      lines('GET http://evil.example/api/tunnels HTTP/1.1', `Host: ${host}`, ...signedIn),
    only: 'node',
  },
  {
    name: 'host: our absolute URL with a foreign host',
    expected: [421],
    bytes: ({ host, signedIn }) =>
      lines(`GET http://${host}/api/tunnels HTTP/1.1`, 'Host: evil.example', ...signedIn),
  },
  {
    name: 'host: none',
    expected: [400],
    bytes: ({ signedIn }) => lines('GET /api/tunnels HTTP/1.1', ...signedIn),
    only: 'node',
  },
  { name: 'host: twice', expected: [400], bytes: get('/api/tunnels', ['Host: evil.example']), only: 'node' },
  {
    name: 'host: twice the same',
    expected: [400],
    bytes: (target) => get('/api/tunnels', [`Host: ${target.host}`])(target),
    only: 'node',
  },
  { name: 'passes: our host', expected: [200], bytes: get('/api/tunnels') },
  {
    name: 'passes: our host, with a foreign X-Forwarded-Host',
    expected: [200],
    bytes: get('/api/meta', ['X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: gopher']),
  },
  {
    name: 'passes: a probe with any host',
    expected: [200],
    bytes: (target) => get('/healthz')({ ...target, host: '10.1.2.3' }),
  },
]

const SITES = ['cross-site', 'same-site', 'none', '', 'same-origin, cross-site', 'SAME-ORIGIN', 'null']
const ORIGINS = ['null', '', 'http://evil.example', 'https://evil.example', 'file://', 'chrome-extension://x']
const nearOrigins: [string, (origin: string) => string][] = [
  ['ours with a slash', (origin) => `${origin}/`],
  ['ours on another port', (origin) => origin.replace(/(:\d+)?$/, ':1')],
  [
    'ours in another scheme',
    (origin) => origin.replace(/^https?/, (scheme) => (scheme === 'http' ? 'https' : 'http')),
  ],
  ['ours as a subdomain of a foreign one', (origin) => `${origin}.evil.example`],
  ['ours in capitals', (origin) => origin.replace(/^http/, 'HTTP')],
  ['ours and a foreign one', (origin) => `${origin} http://evil.example`],
]
const ways: [string, (more: readonly string[]) => Case['bytes']][] = [
  ['a read', (more) => get('/api/tunnels', more)],
  ['a dry-run', (more) => send('POST', CHECK, {}, more)],
  ['a deletion', (more) => send('DELETE', ONE, {}, more)],
]
const metadata: Case[] = [
  ...ways.flatMap(([way, write]) => [
    ...each(
      SITES,
      (site) => `site: ${way} from ${JSON.stringify(site)}`,
      403,
      (site) => write([`Sec-Fetch-Site: ${site}`]),
    ),
    {
      name: `mode: ${way} that navigates`,
      expected: [403],
      bytes: write(['Sec-Fetch-Site: same-origin', 'Sec-Fetch-Mode: navigate']),
    },
    {
      name: `passes: ${way} from our own page`,
      expected: [200],
      bytes: write(['Sec-Fetch-Site: same-origin', 'Sec-Fetch-Mode: cors', 'Sec-Fetch-Dest: empty']),
      ...(way === 'a dry-run' && { reaches: CHECKED }),
      ...(way === 'a deletion' && { reaches: [`DELETE ${ONE.replace('/api/tunnels', '/ipsec_tunnels')}`] }),
    },
  ]),
  ...each(
    ORIGINS,
    (origin) => `origin: a read from ${JSON.stringify(origin)}`,
    403,
    (origin) => get('/api/tunnels', [`Origin: ${origin}`]),
  ),
  ...each(
    ORIGINS,
    (origin) => `origin: a dry-run from ${JSON.stringify(origin)}`,
    403,
    (origin) => (target) => send('POST', CHECK, {})({ ...target, origin }),
  ),
  ...nearOrigins.map(
    ([name, write]): Case => ({
      name: `origin: ${name}`,
      expected: [403],
      bytes: (target) => send('POST', CHECK, {})({ ...target, origin: write(target.origin) }),
    }),
  ),
]

const METHODS = ['PATCH', 'OPTIONS', 'PROPFIND', 'PURGE', 'SEARCH']
const methods: Case[] = [
  ...METHODS.flatMap((method) => [
    { name: `method: ${method} on the list`, expected: [405], bytes: head(method, '/api/tunnels') },
    { name: `method: ${method} on a page`, expected: [405], bytes: head(method, '/tunnels') },
  ]),
  {
    name: 'method: a preflight',
    expected: [405],
    bytes: (target) =>
      lines(
        'OPTIONS /api/tunnels HTTP/1.1',
        `Host: ${target.host}`,
        'Origin: http://evil.example',
        'Access-Control-Request-Method: POST',
        'Access-Control-Request-Headers: x-tunneldesk',
      ),
  },
  ...each(
    ['PUT', 'DELETE'],
    (method) => `method: ${method} on the list`,
    405,
    (method) => send(method, '/api/tunnels', {}),
  ),
  { name: 'method: POST on one tunnel', expected: [405], bytes: send('POST', ONE, INPUT) },
  { name: 'method: POST on a page', expected: [405], bytes: send('POST', '/tunnels', {}) },
  { name: 'method: POST on the probe', expected: [405], bytes: send('POST', '/healthz', {}) },
  { name: 'method: GET on a dry-run', expected: [400], bytes: get(CHECK) },
  { name: 'method: TRACE', expected: [405], bytes: head('TRACE', '/api/tunnels'), only: 'node' },
  { name: 'method: in lower case', expected: [400], bytes: head('post', CHECK), only: 'node' },
  { name: 'method: an unknown one', expected: [400], bytes: head('BREW', CHECK), only: 'node' },
  {
    name: 'passes: a dry-run that claims to be a deletion stays a dry-run',
    expected: [200],
    bytes: send('POST', CHECK, {}, ['X-HTTP-Method-Override: DELETE', 'X-Method-Override: DELETE']),
    reaches: CHECKED,
  },
]

const JSON_LINE = 'Content-Type: application/json'
const TYPES = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json, text/plain',
  'text/plain; application/json',
  'application/jsonx',
  'application/vnd.api+json',
  'application/json; charset=utf-16',
  'application/json; charset=utf-8; x=1',
  'application/json;',
  '',
]
const headers: Case[] = [
  ...each(
    ['0', 'true', '', '1, 1', '11', '+1'],
    (value) => `our header: ${JSON.stringify(value)}`,
    403,
    (value) => send('POST', '/api/tunnels', INPUT, [], [JSON_LINE, `X-Tunneldesk: ${value}`]),
  ),
  { name: 'our header: none', expected: [403], bytes: send('POST', '/api/tunnels', INPUT, [], [JSON_LINE]) },
  {
    name: 'our header: with an underscore',
    expected: [403],
    bytes: send('POST', CHECK, {}, [], [JSON_LINE, 'X_Tunneldesk: 1']),
  },
  ...each(
    TYPES,
    (type) => `type: ${JSON.stringify(type)}`,
    415,
    (type) => send('POST', '/api/tunnels', INPUT, [], [`Content-Type: ${type}`, 'X-Tunneldesk: 1']),
  ),
  {
    name: 'type: none',
    expected: [415],
    bytes: send('POST', '/api/tunnels', INPUT, [], ['X-Tunneldesk: 1']),
  },
  ...each(
    ['gzip', 'br', 'identity', 'x'],
    (coding) => `coding: ${coding}`,
    415,
    (coding) => send('POST', CHECK, {}, [`Content-Encoding: ${coding}`]),
  ),
  ...each(
    ['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/json;charset="UTF-8"'],
    (type) => `passes: type ${type}`,
    200,
    (type) => send('POST', CHECK, {}, [], [`Content-Type: ${type}`, 'X-Tunneldesk: 1']),
    { reaches: CHECKED },
  ),
]

export const guard: readonly Case[] = [...hosts, ...metadata, ...methods, ...headers]
