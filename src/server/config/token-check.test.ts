/** `token-check.ts`: the tokens are tried at start. */
import { expect, test } from 'vitest'
import { ok } from '../../contract/envelope.ts'
import { ACCOUNT, configOf, incoming, LIVE } from '../testing.ts'
import { checkToken } from './token-check.ts'

const real = configOf({ ...LIVE, CLOUDFLARE_BASE_URL: undefined })
const refusal = incoming(401, { success: false, errors: [] })

test.each<[string, string | null, string | null, boolean]>([
  ['an active token of an account', 'active', null, true],
  ['an active token of a user', null, 'active', true],
  ['an expired token', 'expired', null, false],
  ['a disabled token', null, 'disabled', false],
  ['a token that neither URL knows', null, null, true],
])('%s', async (_what, ofAccount, ofUser, isGood) => {
  const checked = checkToken(real, async ({ url }) => {
    const status = url.includes(`/accounts/${ACCOUNT}/`) ? ofAccount : ofUser
    return status === null ? refusal : incoming(200, ok({ id: 'x', status }))
  })
  await (isGood ? checked : expect(checked).rejects.toThrow(/^CLOUDFLARE_API_TOKEN is (expired|disabled)$/))
})

test('the read token is checked, too', async () => {
  const config = configOf({
    ...LIVE,
    CLOUDFLARE_BASE_URL: undefined,
    CLOUDFLARE_API_TOKEN_READ: 'read-token-5f1b0c7e9a2d4438',
  })
  const checked = checkToken(config, async ({ headers }) =>
    incoming(200, ok({ id: 'x', status: headers.authorization?.includes('read') ? 'expired' : 'active' })),
  )
  await expect(checked).rejects.toThrow('CLOUDFLARE_API_TOKEN_READ is expired')
})

test('a missing answer does not prevent the start, and a stand-in is not asked', async () => {
  await checkToken(real, () => Promise.reject(new Error('offline')))
  await checkToken(configOf(), () => expect.fail('asked'))
})
