/** Responses to the browser: Cloudflare's envelope, with the API's errors or, without an answer of the API, ours. */

import { REFUSALS, type Refusal } from '../../contract/calls/refusals.ts'
import { type Envelope, failed, type Outcome, ok, type ResponseInfo } from '../../contract/envelope.ts'
import type { Trace, UpstreamOutcome } from '../upstream/outcome.ts'
import { retryAfterSeconds } from '../upstream/retry-after.ts'

/** Plain data, because on Workers a Durable Object returns it to the Worker. */
export interface ApiResponse {
  status: number
  /** The envelope, serialised once even if it is sent several times. */
  json: string
  headers?: Record<string, string>
  outcome?: Outcome
  /** For the audit log: the upstream answer that this response is based on. */
  trace?: Trace
  /** Whether its `etag` covers every byte, so that `If-None-Match` can be answered with 304. */
  isWhole?: boolean
  /** Whether the outcome was found by reading the account, because the API did not confirm it. */
  isFoundByLooking?: boolean
}

export const respond = (
  status: number,
  envelope: Envelope,
  headers?: Record<string, string>,
): ApiResponse => ({
  status,
  json: JSON.stringify(envelope),
  ...(headers && { headers }),
  ...(envelope.outcome && { outcome: envelope.outcome }),
})

/** Optional parts of a refusal. */
export interface RefusalDetails {
  /** Errors of the API, listed after our own; `source.pointer` names the field. */
  errors?: readonly ResponseInfo[]
  /** JSON pointers to the refused fields; each gets its own entry in `errors`. */
  places?: readonly string[]
  /** The tunnel that the refusal is about. */
  tunnelId?: string
  /** The email address of the caller. */
  address?: string | undefined
  outcome?: Outcome | undefined
  retryAfterS?: number | undefined
}

/** A refusal by this server. */
export const refused = (
  refusal: Refusal,
  { errors = [], places = [], tunnelId, address, outcome, retryAfterS }: RefusalDetails = {},
): ApiResponse => {
  const { status, code, message } = REFUSALS[refusal]
  const own = { code, message, ...(tunnelId && { tunnel_id: tunnelId }), ...(address && { address }) }
  const placed = places.map((pointer) => ({ ...own, source: { pointer } }))
  const envelope = {
    ...failed([...(placed.length > 0 ? placed : [own]), ...errors]),
    ...(outcome && { outcome }),
  }
  return respond(status, envelope, retryAfterHeader(retryAfterS))
}

const retryAfterHeader = (seconds: number | undefined) =>
  seconds === undefined ? undefined : { 'retry-after': String(seconds) }

/** @param outcome the outcome of the write that this call belongs to; absent for reads and dry-runs */
export const passOn = (upstream: UpstreamOutcome, outcome?: Outcome): ApiResponse => ({
  ...responseOf(upstream, outcome),
  trace: upstream.trace,
})

const responseOf = (upstream: UpstreamOutcome, outcome?: Outcome): ApiResponse => {
  if (upstream.outcome === 'done') {
    const { result, messages } = upstream
    return respond(200, { ...ok(result), messages, ...(outcome && { outcome }) })
  }
  if (upstream.outcome === 'unknown') return refused(upstream.refusal, { outcome })
  if (!upstream.wasSent) return refused(upstream.refusal, { outcome, retryAfterS: upstream.retryAfterS })
  const { status, errors, refusal, trace } = upstream
  if (refusal) return refused(refusal, { errors, outcome })
  const isLimited = status === 429
  const said = isLimited && errors.length === 0 ? [infoOf('budget')] : errors
  // `success: false` under HTTP 200 is a refusal, so every client must get an error status.
  return respond(
    status < 400 ? 400 : status,
    { ...failed(said), ...(outcome && { outcome }) },
    retryAfterHeader(isLimited ? retryAfterSeconds(trace.retryAfter) : undefined),
  )
}

const infoOf = (refusal: Refusal): ResponseInfo => {
  const { code, message } = REFUSALS[refusal]
  return { code, message }
}
