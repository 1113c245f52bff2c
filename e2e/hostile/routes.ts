/** Rows about static routes: they are checked as strictly as tunnels, and no request reaches all routes at once. */
import { type Case, CHECK_ROUTE, each, get, ONE_ROUTE, ROUTE, send } from './case.ts'

const { id: ID, ...INPUT } = ROUTE

const WRONG_IDS = [
  '%20',
  '%2e%2e%2fipsec_tunnels',
  '..%5c..%5cuser',
  `${ID}%2f`,
  `${ID}%3fvalidate_only=false`,
  `${ID}%00`,
  ID.toUpperCase(),
  ID.slice(1),
  `${ID}0`,
  `${ID},${ID}`,
  `-${ID.slice(1)}`,
  '*',
  'null',
  '0',
]
const ids: Case[] = WRONG_IDS.flatMap((id): Case[] => [
  { name: `route id: GET ${id}`, expected: [400], bytes: get(`/api/routes/${id}`) },
  { name: `route id: PUT ${id}`, expected: [400], bytes: send('PUT', `/api/routes/${id}`, INPUT) },
  { name: `route id: DELETE ${id}`, expected: [400], bytes: send('DELETE', `/api/routes/${id}`, {}) },
  {
    name: `route id: a dry-run for ${id}`,
    expected: [400],
    bytes: send('POST', `/api/routes/${id}/validate?for=update`, INPUT),
  },
])

/** Paths with which a delete or an update could lose its id, and so affect every route. */
const ALL: readonly [path: string, status: number][] = [
  ['/api/routes', 405],
  ['/api/routes?id=', 405],
  ['/api/routes/', 404],
  ['/api/routes/.', 400],
  ['/api/routes/%2e', 400],
  ['/api//routes', 400],
]
const all: Case[] = ALL.flatMap(([path, status]) =>
  ['DELETE', 'PUT'].flatMap((method): Case[] => [
    {
      name: `all routes: ${method} ${path} with a list`,
      expected: [status],
      bytes: send(method, path, { routes: [{ id: ID }] }),
    },
    { name: `all routes: ${method} ${path} with nothing`, expected: [status], bytes: send(method, path, {}) },
  ]),
)

const QUERIES = ['validate_only=true', 'validate_only=false', 'for=update', 'per_page=1', '=', '&', '/../../']
const PURPOSES = [
  '',
  '?for=',
  '?for=create',
  '?for=delete',
  '?for=update&',
  '?for=update&validate_only=false',
]
const queries: Case[] = [
  ...QUERIES.flatMap((query): Case[] => [
    { name: `query: routes with ${query}`, expected: [400], bytes: get(`/api/routes?${query}`) },
    { name: `query: one route with ${query}`, expected: [400], bytes: get(`${ONE_ROUTE}?${query}`) },
    {
      name: `query: a create of a route with ${query}`,
      expected: [400],
      bytes: send('POST', `/api/routes?${query}`, INPUT),
    },
    {
      name: `query: a change of a route with ${query}`,
      expected: [400],
      bytes: send('PUT', `${ONE_ROUTE}?${query}`, INPUT),
    },
    {
      name: `query: a deletion of a route with ${query}`,
      expected: [400],
      bytes: send('DELETE', `${ONE_ROUTE}?${query}`, {}),
    },
    {
      name: `query: a dry-run of a route with ${query}`,
      expected: [400],
      bytes: send('POST', `${CHECK_ROUTE}?${query}`, {}),
    },
  ]),
  ...each(
    PURPOSES,
    (query) => `query: a dry-run for a route with ${query || 'no purpose'}`,
    400,
    (query) => send('POST', `${ONE_ROUTE}/validate${query}`, {}),
  ),
]

const FOREIGN: [string, unknown][] = [
  ['an account', { ...INPUT, account_id: 'bd'.repeat(16) }],
  ['an id', ROUTE],
  ['many routes', { routes: [INPUT] }],
  ['one route and a list', { ...INPUT, routes: [INPUT] }],
  ['a bare list', [INPUT]],
  ['validate_only', { ...INPUT, validate_only: false }],
  ['a time', { ...INPUT, created_on: '2026-01-01T00:00:00Z' }],
  ['an unknown field in the scope', { ...INPUT, scope: { colo_regions: [], url: 'http://evil.example' } }],
  ['a text for the scope', { ...INPUT, scope: 'APAC' }],
  ['a number in the scope', { ...INPUT, scope: { colo_names: [1] } }],
  ['an object for a prefix', { ...INPUT, prefix: { $gt: '' } }],
  ['a list for a next hop', { ...INPUT, nexthop: ['10.100.0.9'] }],
  ['a text for a priority', { ...INPUT, priority: '100' }],
  ['a fraction for a priority', { ...INPUT, priority: 1.5 }],
  ['an infinite priority', '{"prefix":"10.20.0.0/16","nexthop":"10.100.0.9","priority":1e999}'],
  ['null for a weight', { ...INPUT, weight: null }],
  ['null for a description', { ...INPUT, description: null }],
  ['a line break in a description', { ...INPUT, description: 'a\nb' }],
  ['a key twice', '{"prefix":"10.20.0.0/16","prefix":"0.0.0.0/0","nexthop":"10.100.0.9","priority":1}'],
  ['a prototype', '{"__proto__":{"prefix":"0.0.0.0/0"},"nexthop":"10.100.0.9","priority":1}'],
]
const fields: Case[] = [
  ...FOREIGN.flatMap(([name, body]): Case[] => [
    { name: `route field: ${name}`, expected: [400], bytes: send('POST', CHECK_ROUTE, body) },
    { name: `route field: ${name}, to create`, expected: [400], bytes: send('POST', '/api/routes', body) },
    { name: `route field: ${name}, to change`, expected: [400], bytes: send('PUT', ONE_ROUTE, body) },
    {
      name: `route field: ${name}, in a dry-run of a change`,
      expected: [400],
      bytes: send('POST', `${ONE_ROUTE}/validate?for=update`, body),
    },
  ]),
  ...each(
    ['prefix', 'nexthop', 'priority'] as const,
    (field) => `route field: a create without ${field}`,
    400,
    (field) => send('POST', '/api/routes', { ...INPUT, [field]: undefined }),
  ),
  {
    name: 'route field: a deletion with another id in the body',
    expected: [400],
    bytes: send('DELETE', ONE_ROUTE, { id: 'x' }),
  },
  {
    name: 'route field: a deletion with a list',
    expected: [400],
    bytes: send('DELETE', ONE_ROUTE, { routes: [{ id: ID }] }),
  },
]

const ONE = `/routes/${ID}`
const good: Case[] = [
  { name: 'passes: the routes', expected: [200], bytes: get('/api/routes') },
  { name: 'passes: one route', expected: [200], bytes: get(ONE_ROUTE) },
  {
    name: 'passes: a dry-run of a route',
    expected: [200],
    bytes: send('POST', CHECK_ROUTE, { prefix: '10' }),
    reaches: ['POST /routes?validate_only=true'],
  },
  {
    name: 'passes: a dry-run of a change of a route',
    expected: [200],
    bytes: send('POST', `${ONE_ROUTE}/validate?for=update`, INPUT),
    reaches: [`PUT ${ONE}?validate_only=true`],
  },
  {
    name: 'passes: a change of a route',
    expected: [200],
    bytes: send('PUT', ONE_ROUTE, INPUT),
    reaches: [`GET ${ONE}`, `PUT ${ONE}`],
  },
  {
    name: 'passes: a deletion of a route',
    expected: [200],
    bytes: send('DELETE', ONE_ROUTE, {}),
    reaches: [`DELETE ${ONE}`],
  },
  { name: 'passes: the page of routes', expected: [200], bytes: get('/routes?to=10.20.0.1') },
]

export const routes: readonly Case[] = [...ids, ...all, ...queries, ...fields, ...good]
