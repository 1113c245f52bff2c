/**
 * Classifies an upstream answer as done, not done or unknown. Unknown is the default for everything that is not
 * certain, so that a new kind of failure is never reported as "nothing happened".
 */
import type * as z from 'zod/mini'
import type { Refusal } from '../../contract/calls/refusals.ts'
import { envelope, type Outcome, type ResponseInfo } from '../../contract/envelope.ts'
import { oddPlaces } from '../../contract/tolerant.ts'

/** The parts of any answer that the log and the budget need. */
export interface Trace {
  status: number | null
  /** Cloudflare's id of the request, from `cf-ray`. */
  ray: string | null
  /** The API's time. */
  date: string | null
  retryAfter: string | null
  ratelimit: string | null
  ratelimitPolicy: string | null
  /** Why there is no usable answer, in one word; null when there is one. */
  fault: string | null
}

interface Ended<O extends Outcome> {
  outcome: O
  trace: Trace
}

/** The call succeeded. */
export type Done<Result> = Ended<'done'> & {
  result: Result
  /** The API's messages, and errors that it sends with a success. */
  messages: ResponseInfo[]
  /** The paths of values that were not recognised, for the log. */
  odd: readonly string[]
}

/** The API refused: nothing was changed. A `refusal` replaces an HTTP status that the browser would misread. */
type Refused = Ended<'not_done'> & {
  wasSent: true
  status: number
  errors: ResponseInfo[]
  refusal: Refusal | null
}

/** Nothing was sent. */
export type NeverSent = Ended<'not_done'> & { wasSent: false; refusal: Refusal; retryAfterS?: number }

/** The call may or may not have had an effect. */
export type Unknown = Ended<'unknown'> & { refusal: Refusal }

export type UpstreamOutcome<Result = unknown> = Done<Result> | Refused | NeverSent | Unknown

/** @param read reads an answer; it may throw, for example at JSON that is nested thousands of times */
export const orUnknown = (trace: Trace, read: () => UpstreamOutcome): UpstreamOutcome => {
  try {
    return read()
  } catch {
    return { outcome: 'unknown', refusal: 'upstream_answer', trace: { ...trace, fault: 'unreadable' } }
  }
}

export const noTrace = (fault: string): Trace => ({
  status: null,
  ray: null,
  date: null,
  retryAfter: null,
  ratelimit: null,
  ratelimitPolicy: null,
  fault,
})

export const neverSent = (refusal: Refusal, fault: string, retryAfterS?: number): NeverSent => ({
  outcome: 'not_done',
  wasSent: false,
  refusal,
  trace: noTrace(fault),
  ...(retryAfterS !== undefined && { retryAfterS }),
})

/**
 * Codes of a refused token: 6003 `Invalid request headers` for a malformed one, 10000 `Authentication error` for an
 * unknown one, with HTTP 403 (docs/api.md, Envelope and errors).
 */
export const BAD_TOKEN: ReadonlySet<number> = new Set([6003, 10000])

/** A success with a result of another shape: the API works, so this is no failure of it. */
export const ODD_RESULT = 'odd_result'

/**
 * @param text the whole body
 * @param schema the schema of `result` in a successful answer
 */
export const outcomeOf = <Schema extends z.ZodMiniType>(
  trace: Trace & { status: number },
  text: string,
  schema: Schema,
): UpstreamOutcome<z.output<Schema>> => {
  const { status } = trace
  const parsed = envelope.safeParse(parseJson(text)).data
  const errors = parsed?.success === false ? parsed.errors : []
  // 408 may come from a proxy that had already forwarded the request; any other 4xx is a refusal.
  const isRefused =
    (status >= 400 && status < 500 && status !== 408) || (parsed?.success === false && status < 300)
  if (isRefused) {
    const isBadToken = status === 401 || errors.some(({ code }) => BAD_TOKEN.has(code))
    const ofToken = isBadToken ? 'upstream_credentials' : status === 403 ? 'upstream_permission' : null
    const instead = ofToken ?? (errors.length === 0 ? 'upstream_answer' : null)
    // 429 keeps its status even without errors, because the client needs its Retry-After.
    const refusal = status === 429 ? null : instead
    return { outcome: 'not_done', wasSent: true, status, errors, refusal, trace }
  }
  if (parsed?.success === true && status >= 200 && status < 300) {
    const result = schema.safeParse(parsed.result)
    if (result.success) {
      const messages = [...parsed.messages, ...parsed.errors]
      const data = markPage(result.data, parsed.result_info)
      return { outcome: 'done', result: data, messages, odd: oddPlaces(data), trace }
    }
    return { outcome: 'unknown', refusal: 'upstream_answer', trace: { ...trace, fault: ODD_RESULT } }
  }
  return { outcome: 'unknown', refusal: 'upstream_answer', trace }
}

/**
 * Marks a list that is one page of several like a value that is not recognised: the documentation has no pages for
 * these lists, and a part must not look like the whole.
 */
const markPage = <Result>(data: Result, info: unknown): Result => {
  const { total_pages: pages } = (info ?? {}) as { total_pages?: unknown }
  const isPage = typeof pages === 'number' && pages > 1 && typeof data === 'object' && data !== null
  return isPage ? { ...data, odd_values: { result_info: info } } : data
}

/** @returns undefined for anything that is not JSON; the parser's message would quote it */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
