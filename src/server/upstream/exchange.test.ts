/** How long each kind of call may take. */
import { expect, test } from 'vitest'
import { configOf } from '../testing.ts'
import { createExchange } from './exchange.ts'

const LONG = 600_000

test.each([
  ['a read', 'read', 'read'],
  ['a call without a share of the budget', 'none', 'read'],
  ['a dry-run', 'dry-run', 'dry-run'],
  ['a write', 'write', 'write'],
  ['a query of health', 'analytics', 'analytics'],
] as const)('%s has a deadline of its own kind', { timeout: 5000 }, async (_what, spend, kind) => {
  const deadlines = { read: LONG, 'dry-run': LONG, write: LONG, analytics: LONG, [kind]: 5 }
  const exchange = createExchange({ ...configOf().upstream, deadlines }, () => new Promise(() => undefined))
  expect(await exchange({ url: 'http://127.0.0.1:9/', method: 'GET', body: null, spend })).toMatchObject({
    outcome: 'unknown',
    refusal: 'upstream_timeout',
  })
})
