/** Sends one dry-run, and reads the answer as a verdict. */
import { KNOWN_REFUSALS, type KnownRefusal } from '../../../contract/calls/known-refusals.ts'
import type { ResponseInfo } from '../../../contract/envelope.ts'
import type { TunnelDraft } from '../../../contract/tunnel.ts'
import { ApiError, call } from '../../api.ts'
import { apiPause } from '../../api-pause.ts'
import { type Failure, isNotOnboarded, type Verdict } from './state.ts'

/** @param answer of a dry-run @throws the abort error when the dry-run was aborted */
export const verdictFrom = async (answer: Promise<{ messages: ResponseInfo[] }>): Promise<Verdict> => {
  try {
    const { messages } = await answer
    return { kind: 'accepted', messages }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return verdictOf(error)
  }
}

/** @param id the tunnel to change; null for a new one */
export const checkTunnel = (id: string | null, body: TunnelDraft, signal: AbortSignal): Promise<Verdict> =>
  verdictFrom(
    id === null ? call('validateTunnel', { body, signal }) : call('validateUpdate', { id, body, signal }),
  )

/** Refusals of our own server that mean that the API gave no readable answer. All others are the server's own. */
const FAILURES: readonly (readonly [KnownRefusal, Failure])[] = [
  ['upstream_unreachable', 'unreachable'],
  ['upstream_dns', 'unreachable'],
  ['upstream_tls', 'unreachable'],
  ['upstream_timeout', 'timeout'],
  ['upstream_answer', 'unreadable'],
  ['upstream_resting', 'resting'],
]

export const verdictOf = ({ kind, status, errors, requestId }: ApiError): Verdict => {
  const has = (refusal: KnownRefusal) => errors.some(({ code }) => code === KNOWN_REFUSALS[refusal].code)
  // `call` has reported the pause before it threw.
  if (status === 429) return { kind: 'limited', until: apiPause.until() }
  const rejected: Verdict = { kind: 'rejected', errors, messages: [], requestId }
  if (isNotOnboarded(errors)) return rejected
  const message = errors[0]?.message ?? null
  const isOfToken = has('upstream_credentials') || has('upstream_permission')
  if (isOfToken || status === 401 || status === 403) {
    return { kind: 'forbidden', message: message ?? KNOWN_REFUSALS.not_allowed.message, requestId }
  }
  if (status >= 400 && status < 500 && errors.length > 0) return rejected
  const why = FAILURES.find(([refusal]) => has(refusal))?.[1]
  return { kind: 'failed', why: why ?? (kind === 'offline' ? 'no_server' : 'server'), message, requestId }
}

/**
 * The verdict of a refused Create or Save on the current request; null if the refusal is not about the request, such
 * as a rate limit or a failed server.
 */
export const refusalOf = (refused: ApiError): Verdict | null => {
  const verdict = verdictOf(refused)
  return verdict.kind === 'rejected' || verdict.kind === 'forbidden' ? verdict : null
}
