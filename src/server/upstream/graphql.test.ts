/** `graphql.ts`: an answer of the GraphQL API, by its errors. */
import { describe, expect, test } from 'vitest'
import { healthRows } from '../../contract/health-queries.ts'
import { graphqlOutcomeOf } from './graphql.ts'
import { noTrace } from './outcome.ts'

const ROWS = { all: [], failed: [] }
const read = (status: number, body: unknown) =>
  graphqlOutcomeOf(
    { ...noTrace(''), status },
    typeof body === 'string' ? body : JSON.stringify(body),
    healthRows,
  )
const data = (...accounts: unknown[]) => ({ viewer: { accounts } })
const error = (message: string, code?: string) => ({ message, path: null, extensions: { code } })

describe('an answer of the GraphQL API', () => {
  test('is read from the only account', () => {
    expect(read(200, { data: data(ROWS), errors: null })).toMatchObject({ outcome: 'done', result: ROWS })
    expect(read(200, { data: data(ROWS) })).toMatchObject({ outcome: 'done' })
    expect(read(200, { data: data(ROWS), errors: [] })).toMatchObject({ outcome: 'done' })
  })

  // With HTTP 200 and with the documented status (docs/routes-and-health.md, GraphQL errors).
  test.each([
    ['authorization denied', 403, 'analytics_permission'],
    ['not authorized for that account', 403, 'analytics_account'],
    ['zone does not have access to the path', 403, 'analytics_plan'],
    ['cannot request data older than 90 days', 400, 'analytics_query'],
    ['query time range is too large', 400, 'analytics_query'],
    ['number of fields is too large', 400, 'analytics_query'],
    ['limit must be positive number and not greater than 100', 400, 'analytics_query'],
    ['rate limiter budget depleted, try again after 5 minutes', 429, 'analytics_limit'],
    ['unable to execute query, try again', 503, 'analytics_busy'],
    ['something new', 500, 'analytics_busy'],
  ])('that says "%s" under 200 or %i is %s', (message, status, refusal) => {
    for (const each of [status, ...(status === 500 ? [] : [200])]) {
      const outcome = read(each, { data: null, errors: [error(message)] })
      expect(outcome).toMatchObject({ outcome: 'not_done', refusal, errors: [{ message }] })
    }
  })

  test('with an unknown error text is classified by the error code', () => {
    const coded = (code: string) => read(200, { data: null, errors: [error('new words', code)] })
    expect(coded('budget')).toMatchObject({ refusal: 'analytics_limit' })
    expect(coded('FORBIDDEN')).toMatchObject({ refusal: 'analytics_plan' })
    expect(coded('other')).toMatchObject({ refusal: 'analytics_query' })
  })

  test('with errors is a refusal, even if it also has data', () => {
    expect(read(200, { data: data(ROWS), errors: [error('unable to execute query')] })).toMatchObject({
      outcome: 'not_done',
      refusal: 'analytics_busy',
    })
  })

  test('without any account means that the token cannot access it', () => {
    expect(read(200, { data: data(), errors: null })).toMatchObject({ refusal: 'analytics_account' })
  })

  test('that refuses the token is not a missing permission', () => {
    const bad = { success: false, errors: [{ code: 10000, message: 'Authentication error' }] }
    expect(read(403, bad)).toMatchObject({ refusal: 'upstream_credentials' })
    expect(read(401, '')).toMatchObject({ refusal: 'upstream_credentials' })
  })

  test.each([
    ['no data and no error', { data: null, errors: null }],
    ['null for the viewer', { data: { viewer: null } }],
    ['null for the accounts', { data: { viewer: { accounts: null } } }],
    ['rows of another shape', { data: data({ all: [{ count: 'many' }], failed: [] }) }],
    ['an HTML page', '<!doctype html>'],
    ['cut JSON', '{"data":{"viewer":'],
    ['nothing', ''],
  ])('with %s has an unknown outcome', (_, body) => {
    expect(read(200, body)).toMatchObject({ outcome: 'unknown', refusal: 'upstream_answer' })
  })
})
