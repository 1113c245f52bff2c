/** `trouble.ts`: what the page says of a read that failed, by the API's code. */
import { describe, expect, it } from 'vitest'
import { KNOWN_REFUSALS } from '../contract/calls/known-refusals.ts'
import { ApiError } from './api.ts'
import { troubleOf } from './trouble.ts'

const refusedWith = (name: keyof typeof KNOWN_REFUSALS, ...more: { code: number; message: string }[]) => {
  const { status, code, message } = KNOWN_REFUSALS[name]
  return new ApiError('server', status, [{ code, message }, ...more])
}
const titleOf = (error: Error) => troubleOf(error).title

describe('a failed read', () => {
  it.each<[string, Error, RegExp, RegExp]>([
    ['signed out', refusedWith('no_identity'), /signed out/, /Sign in again/],
    ['no role', refusedWith('not_listed'), /no role/, /OPERATORS or VIEWERS/],
    [
      'a refused token',
      refusedWith('upstream_credentials'),
      /refused the server's token/,
      /CLOUDFLARE_API_TOKEN/,
    ],
    [
      'a missing permission',
      refusedWith('upstream_permission'),
      /lacks a permission/,
      /Magic WAN Write.*API Tokens/,
    ],
    [
      'no Magic WAN',
      new ApiError('api', 400, [{ code: 1012, message: 'no' }]),
      /no Magic WAN/,
      /CLOUDFLARE_ACCOUNT_ID/,
    ],
    ['an HTML page', refusedWith('upstream_answer'), /cannot be read/, /cloudflarestatus/],
    [
      'no way to the API',
      refusedWith('upstream_unreachable'),
      /cannot be reached/,
      /administrator of this server/,
    ],
    ['a rate limit', new ApiError('api', 429, []), /no more calls/, /Wait/],
    ['no server', new ApiError('offline', 0, []), /server cannot be reached/, /online/],
    ['no such tunnel', new ApiError('api', 404, []), /no longer exists/, /list/],
    ['a page that failed', new TypeError('boom'), /page failed/, /Reload/],
  ])('%s says what happened and what to do', (_, error, title, todo) => {
    expect(troubleOf(error).title).toMatch(title)
    expect(troubleOf(error).todo).toMatch(todo)
  })

  it('distinguishes a refused token from a missing permission', () => {
    expect(titleOf(refusedWith('upstream_credentials'))).not.toBe(titleOf(refusedWith('upstream_permission')))
  })

  it("prefers the API's own code to our server's interpretation of the status", () => {
    expect(titleOf(refusedWith('upstream_permission', { code: 1012, message: 'no' }))).toMatch(/no Magic WAN/)
  })

  it('quotes unknown errors', () => {
    const told = troubleOf(new ApiError('api', 400, [{ code: 4711, message: 'Out of cheese' }]))
    expect(told.happened).toContain('Out of cheese')
  })

  // The page of routes shows it, too, and there the tunnels may have been read.
  it('names neither tunnels nor routes where it does not know which of them failed', () => {
    for (const error of [new ApiError('api', 400, []), refusedWith('upstream_permission')]) {
      const { title, happened } = troubleOf(error)
      expect(title + happened).not.toMatch(/tunnel|route/)
    }
  })
})
