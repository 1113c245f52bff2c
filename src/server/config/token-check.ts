/** Asks Cloudflare at start whether the tokens are active, so that an expired token is found before the first call. */
import * as z from 'zod/mini'
import { CLOUDFLARE } from '../upstream/exchange.ts'
import type { Send } from '../upstream/transport.ts'
import type { Config } from './config.ts'
import { Misconfigured } from './environment.ts'

const LIMIT_MS = 3000

const answer = z.object({ success: z.literal(true), result: z.object({ status: z.string() }) })

/**
 * Throws `Misconfigured` when Cloudflare reports that a token is disabled or expired. Anything else, including no
 * answer, does not prevent the start; `/readyz` reports it.
 */
export const checkToken = async ({ account, upstream }: Config, send: Send): Promise<void> => {
  if (account === null || upstream.baseUrl !== CLOUDFLARE) return
  const tokens = { CLOUDFLARE_API_TOKEN: upstream.token, CLOUDFLARE_API_TOKEN_READ: upstream.readToken }
  await Promise.all(
    Object.entries(tokens).map(async ([name, token]) => {
      if (token === null) return
      // A token belongs to an account or to a user, and only the URL for its kind knows it.
      const statuses = await Promise.all([
        ask(`${CLOUDFLARE}/accounts/${account}/tokens/verify`, token, send),
        ask(`${CLOUDFLARE}/user/tokens/verify`, token, send),
      ])
      const bad = statuses.find((status) => status === 'disabled' || status === 'expired')
      if (bad && !statuses.includes('active')) throw new Misconfigured(`${name} is ${bad}`)
    }),
  )
}

const ask = async (url: string, token: string, send: Send): Promise<string | null> => {
  try {
    const signal = AbortSignal.timeout(LIMIT_MS)
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'accept-encoding': 'identity',
    }
    const { body } = await send({ url, method: 'GET', headers, body: null, signal })
    let text = ''
    for await (const chunk of body ?? []) text += new TextDecoder().decode(chunk)
    return answer.parse(JSON.parse(text)).result.status
  } catch {
    return null
  }
}
