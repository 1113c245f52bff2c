/**
 * What an upstream answer means. Only two readings are certain: yes and no. Everything else is unclear, by
 * default: errors are not enumerated, so a new kind of failure can never pass for "nothing happened".
 */
import type * as z from 'zod/mini'
import { envelope, type ResponseInfo } from '../contract/envelope.ts'
import type { Refusal } from '../contract/refusals.ts'

/** What the log and the budget want to know of any answer. */
export interface Trace {
  status: number | null
  /** Cloudflare's own id of the request. */
  ray: string | null
  retryAfter: string | null
  ratelimit: string | null
  ratelimitPolicy: string | null
  /** Why there was no answer, in one word of ours. */
  fault: string | null
}

export type Reading<Result = unknown> =
  | { kind: 'yes'; result: Result; messages: ResponseInfo[]; trace: Trace }
  /** The API said no: nothing was changed. `refusal` replaces its status where the browser would misread it. */
  | { kind: 'no'; status: number; errors: ResponseInfo[]; refusal: Refusal | null; trace: Trace }
  /** Nothing left this server. */
  | { kind: 'not_sent'; refusal: Refusal; retryAfterS?: number; trace: Trace }
  /** It may or may not have happened. */
  | { kind: 'unclear'; refusal: Refusal; trace: Trace }

export const noTrace = (fault: string): Trace => ({
  status: null,
  ray: null,
  retryAfter: null,
  ratelimit: null,
  ratelimitPolicy: null,
  fault,
})

/**
 * The token itself is not accepted: 6003 `Invalid request headers` when it is not well formed, 10000
 * `Authentication error` when it is unknown, under HTTP 403 (docs/api.md, Envelope and errors).
 */
const BAD_TOKEN: ReadonlySet<number> = new Set([6003, 10000])

/**
 * @param text the whole body, complete as far as the transport can tell
 * @param schema what `result` must look like when the answer reports success
 */
export const read = <Schema extends z.ZodMiniType>(
  trace: Trace & { status: number },
  text: string,
  schema: Schema,
): Reading<z.output<Schema>> => {
  const { status } = trace
  const told = envelope.safeParse(parse(text)).data
  const errors = told?.success === false ? told.errors : []
  // 408 may come from something on the way that had passed the request on; any other 4xx is a no.
  const isNo = (status >= 400 && status < 500 && status !== 408) || (told?.success === false && status < 300)
  if (isNo) {
    const isBadToken = status === 401 || errors.some(({ code }) => BAD_TOKEN.has(code))
    const ofToken = isBadToken ? 'upstream_credentials' : status === 403 ? 'upstream_permission' : null
    const refusal = ofToken ?? (errors.length === 0 ? 'upstream_answer' : null)
    // 429 keeps its status even without words: it says when to come back.
    return { kind: 'no', status, errors, refusal: status === 429 ? null : refusal, trace }
  }
  if (told?.success === true && status >= 200 && status < 300) {
    const result = schema.safeParse(told.result)
    if (result.success) return { kind: 'yes', result: result.data, messages: told.messages, trace }
  }
  return { kind: 'unclear', refusal: 'upstream_answer', trace }
}

/** @returns undefined for anything that is not JSON; the parser's message would quote it */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
