/** What the browser is told: Cloudflare's envelope, the API's own words where it spoke, ours where it did not. */
import { type Envelope, failed, type Outcome, ok, type ResponseInfo } from '../contract/envelope.ts'
import { REFUSALS, type Refusal } from '../contract/refusals.ts'
import { retryAfterSeconds } from './budget.ts'
import type { Reading, Trace } from './reading.ts'

export interface Answer {
  status: number
  /** The envelope, serialised once however often it is sent. */
  json: string
  headers?: Record<string, string>
  outcome?: Outcome
  /** For the audit log: the upstream's answer that this one rests on. */
  trace?: Trace
  /** Whether its `etag` names every byte: then a browser that has the same is told so, without a body. */
  isWhole?: boolean
  /** Whether the outcome was found by looking, because the API did not confirm it. */
  isByLooking?: boolean
}

export const answer = (status: number, envelope: Envelope, headers?: Record<string, string>): Answer => ({
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
): Answer => {
  const { status, code, message } = REFUSALS[refusal]
  const own = { code, message, ...(tunnelId && { tunnel_id: tunnelId }), ...(address && { address }) }
  const placed = places.map((pointer) => ({ ...own, source: { pointer } }))
  const envelope = {
    ...failed([...(placed.length > 0 ? placed : [own]), ...errors]),
    ...(outcome && { outcome }),
  }
  return answer(status, envelope, retryAfterHeader(retryAfterS))
}

const retryAfterHeader = (seconds: number | undefined) =>
  seconds === undefined ? undefined : { 'retry-after': String(seconds) }

/** @param outcome how the write ended that this reading belongs to; absent for reads and dry-runs */
export const answerOf = (reading: Reading, outcome?: Outcome): Answer => ({
  ...tell(reading, outcome),
  trace: reading.trace,
})

const tell = (reading: Reading, outcome?: Outcome): Answer => {
  switch (reading.kind) {
    case 'yes':
      return answer(200, {
        ...ok(reading.result),
        messages: reading.messages,
        ...(outcome && { outcome }),
      })
    case 'no': {
      const { errors, refusal } = reading
      if (refusal) return refused(refusal, { errors, outcome })
      const isLimited = reading.status === 429
      const said = isLimited && errors.length === 0 ? [infoOf('budget')] : errors
      const envelope = { ...failed(said), ...(outcome && { outcome }) }
      // Success false under HTTP 200 is a refusal all the same, and must look like one to every client.
      return answer(
        reading.status < 400 ? 400 : reading.status,
        envelope,
        retryAfterHeader(isLimited ? retryAfterSeconds(reading.trace.retryAfter) : undefined),
      )
    }
    case 'not_sent':
      return refused(reading.refusal, { outcome, retryAfterS: reading.retryAfterS })
    case 'unclear':
      return refused(reading.refusal, { outcome })
  }
}

const infoOf = (refusal: Refusal): ResponseInfo => {
  const { code, message } = REFUSALS[refusal]
  return { code, message }
}
