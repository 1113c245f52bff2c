/** Rows about URLs: ids, path traversals, queries, files. */
import { type Case, CHECK, each, get, INPUT, ONE, send, TUNNEL_ID } from './case.ts'

const OTHER_ACCOUNT = 'bd'.repeat(16)

const CLIMBING = [
  '..%2f..%2f..%2f..%2fuser%2ftokens%2fverify',
  '%2e%2e%2f%2e%2e%2fuser',
  '%252e%252e%252f',
  '%252e',
  '..%5c..%5cuser',
  '..%c0%af..%c0%afuser',
  '%ef%bc%8e%ef%bc%8e',
  `${TUNNEL_ID}%00`,
  `${TUNNEL_ID}%0a`,
  `${TUNNEL_ID}%0d%0aX-Injected:%201`,
  `${TUNNEL_ID}%2f`,
  `${TUNNEL_ID}%3fvalidate_only=false`,
  `${TUNNEL_ID}%23`,
  `%63${TUNNEL_ID.slice(1)}`,
  '%',
  '%zz',
  `${TUNNEL_ID}\\..\\psk`,
  `${TUNNEL_ID}#/psk`,
]
/** Dot segments: a URL parser removes them, and a proxy in front may have checked the path that was sent. */
const DOTTED = [
  '/api/tunnels/../../user/tokens/verify',
  '/api/tunnels/x/../../zones',
  '/api/../api/zones',
  '/api/tunnels/%2e',
  `/assets/../api/tunnels/${TUNNEL_ID}`,
  `/public/%2e%2e/api/tunnels/${TUNNEL_ID}`,
  `/assets/%2E./api/tunnels/${TUNNEL_ID}`,
  `/./api/tunnels/${TUNNEL_ID}`,
  `/api/tunnels/x/..`,
]
const WRONG_IDS = [
  TUNNEL_ID.toUpperCase(),
  TUNNEL_ID.slice(1),
  `${TUNNEL_ID}0`,
  `${TUNNEL_ID.slice(1)}g`,
  `${TUNNEL_ID}.json`,
  `${TUNNEL_ID};x=1`,
  `${TUNNEL_ID},${TUNNEL_ID}`,
  `-${TUNNEL_ID.slice(1)}`,
  '*',
  'psk',
  'null',
  '..;',
  '0',
]

const paths: Case[] = [
  ...each(
    CLIMBING,
    (id) => `id: GET ${id}`,
    400,
    (id) => get(`/api/tunnels/${id}`),
  ),
  ...each(
    CLIMBING,
    (id) => `id: PUT ${id}`,
    400,
    (id) => send('PUT', `/api/tunnels/${id}`, INPUT),
  ),
  ...each(
    WRONG_IDS,
    (id) => `id: GET ${id}`,
    400,
    (id) => get(`/api/tunnels/${id}`),
  ),
  ...each(
    WRONG_IDS,
    (id) => `id: PUT ${id}`,
    400,
    (id) => send('PUT', `/api/tunnels/${id}`, INPUT),
  ),
  ...each(
    WRONG_IDS,
    (id) => `id: DELETE ${id}`,
    400,
    (id) => send('DELETE', `/api/tunnels/${id}`, {}),
  ),
  ...each(
    WRONG_IDS,
    (id) => `id: a PSK for ${id}`,
    400,
    (id) => send('POST', `/api/tunnels/${id}/psk`, {}),
  ),
  ...['GET', 'DELETE'].flatMap((method) =>
    each(
      DOTTED,
      (path) => `path: ${method} ${path}`,
      400,
      (path) => (method === 'GET' ? get(path) : send(method, path, {})),
    ),
  ),
  {
    name: 'path: an absolute address with a user',
    expected: [400],
    bytes: (target) => send('DELETE', `http://x:y@${target.host}${ONE}`, {})(target),
    only: 'node',
  },
  {
    name: 'path: an absolute address with more slashes',
    expected: [400],
    bytes: (target) => send('DELETE', `http:///${target.host}${ONE}`, {})(target),
    only: 'node',
  },
  {
    name: 'path: an absolute address with a user and a dot segment',
    expected: [400],
    bytes: (target) => send('DELETE', `http://x:y@${target.host}/assets/%2E.${ONE}`, {})(target),
    only: 'node',
  },
  ...each(
    [
      '/api',
      '/api/',
      '/api/tunnels/',
      '/api/zones',
      '/api/user/tokens/verify',
      `/api/accounts/${OTHER_ACCOUNT}/magic/ipsec_tunnels`,
      `/client/v4/accounts/${OTHER_ACCOUNT}/magic/ipsec_tunnels`,
      '/API/tunnels',
      `${ONE}/`,
      `${ONE}/psk_generate`,
      `${ONE}/psk/psk`,
      '/api;/tunnels',
    ],
    (path) => `path: ${path}`,
    404,
    (path) => get(path),
  ),
  ...each(
    [
      '//api/tunnels',
      '/api//tunnels',
      '/%61pi/tunnels',
      '/api%2ftunnels',
      '/api\\tunnels',
      '//evil.example/',
    ],
    (path) => `path: ${path}`,
    400,
    (path) => get(path),
  ),
  { name: 'path: without a leading slash', expected: [400], bytes: get('api/tunnels'), only: 'node' },
  {
    name: 'path: over the limit for headers',
    expected: [431],
    bytes: get(`/api/${'a'.repeat(20_000)}`),
    only: 'node',
  },
  { name: 'path: a byte outside ASCII', expected: [400], bytes: get('/api/tunnels/\xe9'), only: 'node' },
  { name: 'passes: a valid id', expected: [200], bytes: get(ONE) },
]

const QUERIES = [
  'validate_only=true',
  'validate_only=false',
  `account_id=${OTHER_ACCOUNT}`,
  'for=update',
  'per_page=1',
  '__proto__=1',
  '=',
  '&',
  '%00',
  '/../../',
]
const PURPOSES = [
  '',
  '?for=',
  '?for=create',
  '?FOR=update',
  '?for=update&',
  '?for=update&for=update',
  '?for=update&for=delete',
  '?for=update&validate_only=false',
  '?validate_only=false&for=update',
  '?for=updat%65',
  '?for[]=update',
  '?for=update;',
  '?for=update+',
]
const queries: Case[] = [
  ...each(
    QUERIES,
    (query) => `query: the list with ${query}`,
    400,
    (query) => get(`/api/tunnels?${query}`),
  ),
  ...each(
    QUERIES,
    (query) => `query: a create with ${query}`,
    400,
    (query) => send('POST', `/api/tunnels?${query}`, INPUT),
  ),
  ...each(
    QUERIES,
    (query) => `query: a dry-run with ${query}`,
    400,
    (query) => send('POST', `${CHECK}?${query}`, {}),
  ),
  ...each(
    PURPOSES,
    (query) => `query: a dry-run for a tunnel with ${query || 'no purpose'}`,
    400,
    (query) => send('POST', `${ONE}/validate${query}`, {}),
  ),
  {
    name: 'passes: a dry-run for a tunnel with a purpose',
    expected: [200],
    bytes: send('POST', `${ONE}/validate?for=update`, { name: 'x' }),
    reaches: [`GET /ipsec_tunnels/${TUNNEL_ID}`, `PUT /ipsec_tunnels/${TUNNEL_ID}?validate_only=true`],
  },
]

const HEALTH = ['/api/health', `${ONE}/health?span=hour`, `${ONE}/traffic?span=week`]
/** No part of a request may become part of a GraphQL query. */
const SPANS = [
  '',
  '?span=',
  '?span=month',
  '?span=HOUR',
  '?span=hour&span=day',
  '?span=hour&',
  '?span=hour&tunnel=x',
  '?span=hou%72',
  '?span[]=hour',
  '?span=hour")%7bactive%7d#',
  '?query={viewer{user{email}}}',
  '?span=hour&query=x',
]
const health: Case[] = [
  ...each(
    SPANS,
    (query) => `health: a tunnel with ${query || 'no span'}`,
    400,
    (query) => get(`${ONE}/health${query}`),
  ),
  ...each(
    SPANS,
    (query) => `traffic: a tunnel with ${query || 'no span'}`,
    400,
    (query) => get(`${ONE}/traffic${query}`),
  ),
  ...each(
    SPANS.filter((query) => query !== ''),
    (query) => `health: the account with ${query}`,
    400,
    (query) => get(`/api/health${query}`),
  ),
  ...each(
    WRONG_IDS,
    (id) => `health: the id ${id}`,
    400,
    (id) => get(`/api/tunnels/${id}/health?span=hour`),
  ),
  ...each(
    ['/api/graphql', '/graphql', '/client/v4/graphql', '/api/health/', `/api/health/${TUNNEL_ID}`],
    (path) => `health: another query at ${path}`,
    404,
    (path) => get(path),
  ),
  ...each(
    HEALTH,
    (path) => `health: POST ${path}`,
    405,
    (path) => send('POST', path, { query: '{viewer{user{email}}}', variables: {} }),
  ),
  {
    name: 'passes: health of the account',
    expected: [200],
    bytes: get('/api/health'),
    reaches: ['POST /graphql'],
  },
]

const files: Case[] = [
  ...each(
    [
      '/assets/..%2f..%2fpackage.json',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/assets/../../package.json',
      '/assets//x',
      '/..%5cpackage.json',
      '/assets\\x',
    ],
    (path) => `file: ${path}`,
    400,
    (path) => get(path),
  ),
  ...each(
    [
      '/.vite/manifest.json',
      '/.env',
      '/.git/config',
      '/index.html.br',
      '/server/node.js',
      '/assets/',
      '/assets/none.js',
      '/package.json',
      '/proc/self/environ',
    ],
    (path) => `file: ${path}`,
    404,
    (path) => get(path),
  ),
  { name: 'passes: a page', expected: [200], bytes: get('/tunnels/new/basics') },
]

export const addresses: readonly Case[] = [...paths, ...queries, ...health, ...files]
