/** `verdict.ts`: how the answer to a dry-run, a create or a save is read. */
import { describe, expect, it } from 'vitest'
import { REFUSALS, type Refusal } from '../../../contract/calls/refusals.ts'
import { ApiError } from '../../api.ts'
import { refusalOf, verdictOf } from './verdict.ts'

/** A refusal by our own server, as the page receives it. */
const own = (refusal: Refusal) => {
  const { status, code, message } = REFUSALS[refusal]
  return new ApiError(status >= 500 ? 'server' : 'api', status, [{ code, message }], { requestId: 'r' })
}

const api = (status: number, code: number) =>
  new ApiError(status >= 500 ? 'server' : 'api', status, [{ code, message: 'no' }])

describe('a failed check', () => {
  it.each([
    ['upstream_unreachable', 'unreachable'],
    ['upstream_dns', 'unreachable'],
    ['upstream_tls', 'unreachable'],
    ['upstream_timeout', 'timeout'],
    ['upstream_answer', 'unreadable'],
    ['upstream_resting', 'resting'],
    ['broken', 'server'],
  ] as const)('%s has no answer: %s', (refusal, why) => {
    expect(verdictOf(own(refusal))).toMatchObject({ kind: 'failed', why })
  })

  it('distinguishes our own server being unreachable from the API being unreachable', () => {
    expect(verdictOf(new ApiError('offline', 0, []))).toMatchObject({ kind: 'failed', why: 'no_server' })
  })

  it.each(['upstream_credentials', 'upstream_permission', 'not_allowed', 'no_identity'] as const)(
    '%s keeps its own message and blames no field',
    (refusal) => {
      const { message } = REFUSALS[refusal]
      expect(verdictOf(own(refusal))).toEqual({ kind: 'forbidden', message, requestId: 'r' })
    },
  )

  it('has different messages for a rejected token and one that lacks a permission', () => {
    expect(verdictOf(own('upstream_credentials'))).toMatchObject({
      message: expect.stringMatching(/does not accept.*token/),
    })
    expect(verdictOf(own('upstream_permission'))).toMatchObject({
      message: expect.stringMatching(/permission.*Magic WAN Write/),
    })
  })

  it('is a rejection if the API or our server objects to the request', () => {
    expect(verdictOf(api(400, 1000)).kind).toBe('rejected')
    expect(verdictOf(own('too_large')).kind).toBe('rejected')
  })
})

describe('the verdict of a refused Create or Save', () => {
  it.each([
    'upstream_permission',
    'upstream_credentials',
    'not_allowed',
    'read_only',
    'no_identity',
  ] as const)('is "forbidden", not a rejection: %s', (refusal) => {
    const { message } = REFUSALS[refusal]
    expect(refusalOf(own(refusal))).toEqual({ kind: 'forbidden', message, requestId: 'r' })
  })

  it('is a rejection if the API or our server objects to the request', () => {
    expect(refusalOf(api(400, 1000))?.kind).toBe('rejected')
    expect(refusalOf(own('too_large'))?.kind).toBe('rejected')
  })

  it.each([own('upstream_timeout'), own('upstream_resting'), own('broken'), api(429, 971), api(500, 1000)])(
    'is null if the request was not judged: %s',
    (refused) => expect(refusalOf(refused)).toBeNull(),
  )
})
