/** `outcome.ts`: answers in an unusual form that are understood all the same. */
import { expect, test } from 'vitest'
import { endpoints } from '../../contract/endpoints.ts'
import { noTrace, outcomeOf } from './outcome.ts'

const read = (answer: object) =>
  outcomeOf({ ...noTrace('none'), status: 200 }, JSON.stringify(answer), endpoints.listTunnels.result)

const list = { success: true, errors: [], messages: [], result: { ipsec_tunnels: [] } }

test('an error beside a success is a message, and does not undo it', () => {
  const errors = [{ code: 7, message: 'not quite' }]
  expect(read({ ...list, errors })).toMatchObject({ outcome: 'done', messages: errors })
})

test('a list that is one page of several is marked, and the log names why', () => {
  const result_info = { page: 1, total_pages: 3, total_count: 41 }
  expect(read({ ...list, result_info })).toMatchObject({
    outcome: 'done',
    odd: ['result_info'],
    result: { odd_values: { result_info } },
  })
  for (const info of [{ page: 1, total_pages: 1 }, null, 'many', [3]]) {
    expect(read({ ...list, result_info: info })).toMatchObject({ odd: [], result: list.result })
  }
})

test('a text as long as a page is cut, in a refusal too', () => {
  const refused = read({ success: false, errors: [{ code: 7, message: '<p>'.repeat(50_000) }], result: null })
  if (refused.outcome !== 'not_done' || !refused.wasSent) throw new Error('It was refused')
  expect(refused.errors[0]?.message).toHaveLength(2003)
})
