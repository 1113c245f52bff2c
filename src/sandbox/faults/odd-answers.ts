/**
 * Answers in an unusual form, each with the effects of a fault. Part of the table in faults.ts; odd-records.ts has
 * records with unusual values in ordinary answers.
 */

import { CODES } from '../refusals.ts'
import type { Effect, Fault } from './fault.ts'

const always = (what: string, effect: Effect): Fault => ({ what, check: effect, write: effect, read: effect })

const answer = (status: number, body: object | null): Effect => ({
  kind: 'answer',
  status,
  body: body === null ? '' : JSON.stringify(body),
  headers: body === null ? {} : { 'Content-Type': 'application/json' },
})

const error = (message: string) => ({ code: CODES.simulated, message })

export const ODD_ANSWERS: Readonly<Record<string, Fault>> = {
  'sandbox-empty': always('An answer without a body, with status 204', answer(204, null)),
  'sandbox-bom': always('The right answer, after a byte order mark', {
    kind: 'distort',
    pattern: /^/,
    by: '\ufeff',
  }),
  'sandbox-success-errors': always('Success, with an error beside it', {
    kind: 'distort',
    pattern: /"errors":\[\]/,
    by: `"errors":[${JSON.stringify(error('Something went wrong in spite of the success'))}]`,
  }),
  'sandbox-500-envelope': always(
    'A refusal in the usual form, with status 500',
    answer(500, { success: false, errors: [error('Internal error')], messages: [], result: null }),
  ),
  'sandbox-odd-errors': always(
    'A refusal whose errors are one text',
    answer(400, { success: false, errors: 'This did not work', messages: null, result: null }),
  ),
  'sandbox-pages': {
    what: 'A list says that it is the first of several pages',
    read: {
      kind: 'distort',
      pattern: /("ipsec_tunnels":\[.*\][^\]]*)\}$/s,
      by: '$1,"result_info":{"page":1,"per_page":20,"count":9,"total_count":41,"total_pages":3}}',
    },
  },
}
