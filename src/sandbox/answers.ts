/** Responses in Cloudflare's envelope, with the headers that every one of them carries. */
import { failed, ok, type ResponseInfo } from '../contract/envelope.ts'

/** 1,200 requests in 300 seconds, as the limits page has it (facts section 4). */
export const RATE = { limit: 1200, windowS: 300 }

export interface Allowance {
  remaining: number
  resetS: number
}

const headers = ({ remaining, resetS }: Allowance): Record<string, string> => ({
  'Content-Type': 'application/json',
  Ratelimit: `"default";r=${remaining};t=${resetS}`,
  'Ratelimit-Policy': `"default";q=${RATE.limit};w=${RATE.windowS}`,
})

export const answer = (allowance: Allowance, result: unknown): Response =>
  new Response(JSON.stringify(ok(result)), { status: 200, headers: headers(allowance) })

export const refuse = (
  allowance: Allowance,
  status: number,
  errors: ResponseInfo[],
  more: Record<string, string> = {},
): Response =>
  new Response(JSON.stringify(failed(errors)), { status, headers: { ...headers(allowance), ...more } })
