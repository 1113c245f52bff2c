/** Responses in Cloudflare's envelope, with the headers that every response has. */
import { failed, ok, type ResponseInfo } from '../contract/envelope.ts'
import { type Allowance, RATE } from './allowance.ts'

/** The documentation says that every response has these headers, in this form (docs/api.md, Rate limits). */
export const rateHeaders = ({ limit, remaining, resetS }: Allowance): Record<string, string> => ({
  Ratelimit: `"default";r=${remaining};t=${resetS}`,
  'Ratelimit-Policy': `"default";q=${limit};w=${RATE.windowS}`,
})

const json = (
  allowance: Allowance,
  status: number,
  body: unknown,
  more: Record<string, string> = {},
): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...rateHeaders(allowance), ...more },
  })

export const answer = (allowance: Allowance, result: unknown): Response => json(allowance, 200, ok(result))

export const refuse = (
  allowance: Allowance,
  status: number,
  errors: ResponseInfo[],
  more?: Record<string, string>,
): Response => json(allowance, status, failed(errors), more)
