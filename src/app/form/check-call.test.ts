/** `check-call.ts`: how the answer to a dry-run, a create or a save is read. */
import { describe, expect, it } from 'vitest'
import { REFUSALS, type Refusal } from '../../contract/refusals.ts'
import { ApiError } from '../api.ts'
import { refusalOf, verdictOf } from './check-call.ts'

/** A refusal in our own server's name, as it reaches the page. */
const own = (refusal: Refusal) => {
  const { status, code, message } = REFUSALS[refusal]
  return new ApiError(status >= 500 ? 'server' : 'api', status, [{ code, message }], { requestId: 'r' })
}

const api = (status: number, code: number) =>
  new ApiError(status >= 500 ? 'server' : 'api', status, [{ code, message: 'no' }])

describe('how a failed check is read', () => {
  it.each([
    ['upstream_unreachable', 'unreachable'],
    ['upstream_dns', 'unreachable'],
    ['upstream_tls', 'unreachable'],
    ['upstream_timeout', 'timeout'],
    ['upstream_answer', 'unreadable'],
    ['upstream_resting', 'resting'],
    ['broken', 'server'],
    ['stopping', 'server'],
  ] as const)('%s is a check that failed: %s', (refusal, why) => {
    expect(verdictOf(own(refusal))).toMatchObject({ kind: 'failed', why })
  })

  it('tells our own server out of reach from an API out of reach', () => {
    expect(verdictOf(new ApiError('offline', 0, []))).toMatchObject({ kind: 'failed', why: 'no_server' })
  })

  it.each(['upstream_credentials', 'upstream_permission', 'not_allowed', 'no_identity'] as const)(
    '%s is said in its own words and blames no field',
    (refusal) => {
      const { message } = REFUSALS[refusal]
      expect(verdictOf(own(refusal))).toEqual({ kind: 'forbidden', message, requestId: 'r' })
    },
  )

  it('has different sentences for a token that is not accepted and one that lacks a permission', () => {
    expect(verdictOf(own('upstream_credentials'))).toMatchObject({
      message: expect.stringMatching(/does not accept.*token/),
    })
    expect(verdictOf(own('upstream_permission'))).toMatchObject({
      message: expect.stringMatching(/permission.*Magic WAN Write/),
    })
  })

  it('takes what the API or our server says of the request as a rejection', () => {
    expect(verdictOf(api(400, 1000)).kind).toBe('rejected')
    expect(verdictOf(own('too_large')).kind).toBe('rejected')
  })
})

describe('what a refused Create or Save says of the request', () => {
  it.each([
    'upstream_permission',
    'upstream_credentials',
    'not_allowed',
    'read_only',
    'no_identity',
  ] as const)('%s: that it was not allowed, not that the request is wrong', (refusal) => {
    const { message } = REFUSALS[refusal]
    expect(refusalOf(own(refusal))).toEqual({ kind: 'forbidden', message, requestId: 'r' })
  })

  it('is a rejection where the API or our server objects to it', () => {
    expect(refusalOf(api(400, 1000))?.kind).toBe('rejected')
    expect(refusalOf(own('too_large'))?.kind).toBe('rejected')
  })

  it.each([own('upstream_timeout'), own('upstream_resting'), own('broken'), api(429, 971), api(500, 1000)])(
    'is nothing where it was not judged: %s',
    (refused) => expect(refusalOf(refused)).toBeNull(),
  )
})
