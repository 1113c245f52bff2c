/**
 * Failures of the GraphQL API on demand: one for each form of its errors, with the documented texts where they are
 * known (docs/routes-and-health.md, GraphQL errors). Part of the table in faults.ts.
 */
import type { Effect, Fault } from './fault.ts'

/** @param code the API adds one in queries of an account */
export const graphqlError = (message: string, code?: string) => ({
  data: null,
  errors: [{ message, path: null, extensions: { timestamp: '2026-01-01T00:00:00Z', ...(code && { code }) } }],
})

const asked = (what: string, status: number, body: unknown): Fault => ({
  what,
  ask: {
    kind: 'answer',
    status,
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
  },
})

const distorted = (what: string, effect: Omit<Extract<Effect, { kind: 'distort' }>, 'kind'>): Fault => ({
  what,
  ask: { kind: 'distort', ...effect },
})

export const GRAPHQL_FAULTS: Readonly<Record<string, Fault>> = {
  'sandbox-health-denied': asked(
    'Health: the token lacks Account Analytics Read',
    200,
    graphqlError('authorization denied'),
  ),
  'sandbox-health-account': asked(
    'Health: the token has no access to the account',
    403,
    graphqlError('not authorized for that account'),
  ),
  'sandbox-health-empty': asked('Health: the answer contains no account', 200, {
    data: { viewer: { accounts: [] } },
    errors: null,
  }),
  'sandbox-health-plan': asked(
    'Health: the plan lacks the dataset',
    200,
    graphqlError(
      'account does not have access to the path magicTransitTunnelHealthChecksAdaptiveGroups',
      'FORBIDDEN',
    ),
  ),
  'sandbox-health-query': asked(
    'Health: the query is refused',
    400,
    graphqlError('query time range is too large'),
  ),
  'sandbox-health-limit': asked(
    'Health: the limit of the GraphQL API is used up',
    429,
    graphqlError('rate limiter budget depleted, try again after 5 minutes', 'budget'),
  ),
  'sandbox-health-busy': asked(
    'Health: the query cannot be executed',
    503,
    graphqlError('unable to execute query, try again'),
  ),
  'sandbox-health-null': asked('Health: neither data nor an error', 200, { data: null, errors: null }),
  'sandbox-health-partial': distorted('Health: rows, and an error beside them', {
    pattern: /"errors":null/,
    by: '"errors":[{"message":"unable to execute query, try again","path":null}]',
  }),
  'sandbox-health-none': asked('Health: no rows', 200, {
    data: { viewer: { accounts: [{ all: [], failed: [], traffic: [] }] } },
    errors: null,
  }),
  'sandbox-health-sampled': distorted('Health: figures are sampled', {
    pattern: /"sampleInterval":1\b/g,
    by: '"sampleInterval":8',
  }),
}
