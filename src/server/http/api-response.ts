/** What the browser is told: Cloudflare's envelope, with the API's words where it spoke and ours where it did not. */
import { type Envelope, failed, type Outcome, ok, type ResponseInfo } from '../../contract/envelope.ts'
import { REFUSALS, type Refusal } from '../../contract/refusals.ts'
import type { Trace, UpstreamOutcome } from '../upstream/outcome.ts'
import { retryAfterSeconds } from '../upstream/retry-after.ts'

/** Plain data, because it may be made elsewhere than where it is sent from. */
export interface ApiResponse {
  status: number
  /** The envelope, serialised once however often it is sent. */
  json: string
  headers?: Record<string, string>
  outcome?: Outcome
  /** For the audit log: the upstream's answer that this one is based on. */
  trace?: Trace
  /** Whether its `etag` names every byte: then a browser that has the same is told so, without a body. */
  isWhole?: boolean
  /** Whether the outcome was found by looking, because the API did not confirm it. */
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

/** What may accompany a refusal. */
export interface RefusalDetails {
  /** What the API said, after our own words; `source.pointer` leads to the field. */
  errors?: readonly ResponseInfo[]
  /** JSON pointers to what is refused, one entry of `errors` for each. */
  places?: readonly string[]
  /** Which tunnel it is about. */
  tunnelId?: string
  /** Whom we took the caller for. */
  address?: string | undefined
  outcome?: Outcome | undefined
  retryAfterS?: number | undefined
}

/** A refusal in this server's own name. */
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

/** @param outcome how the write ended that this call belongs to; absent for reads and dry-runs */
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
  // Success false under HTTP 200 is a refusal all the same, and must look like one to every client.
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
