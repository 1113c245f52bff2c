/** One dry-run over the wire, told as a verdict. */
import { REFUSALS } from '../../contract/refusals.ts'
import type { TunnelDraft } from '../../contract/tunnel.ts'
import { ApiError, call } from '../api.ts'
import type { Verdict } from './dry-run-state.ts'

/** When the API does not say how long to wait. */
const DEFAULT_PAUSE_S = 60

const TOKEN_REFUSED = "The server's token can't validate tunnels"

export const checkTunnel = async (draft: TunnelDraft, signal: AbortSignal): Promise<Verdict> => {
  try {
    const { messages } = await call('validateTunnel', { body: draft, signal })
    return { kind: 'accepted', messages }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return verdictOf(error)
  }
}

const verdictOf = ({ status, errors, requestId, retryAfterS }: ApiError): Verdict => {
  if (status === 429) return { kind: 'limited', retryAfterS: retryAfterS ?? DEFAULT_PAUSE_S }
  if (errors.some(({ code }) => code === REFUSALS.upstream_credentials.code)) {
    return { kind: 'forbidden', message: TOKEN_REFUSED, requestId }
  }
  if (status === 401 || status === 403) {
    return { kind: 'forbidden', message: errors[0]?.message ?? TOKEN_REFUSED, requestId }
  }
  if (status >= 400 && status < 500 && errors.length > 0)
    return { kind: 'rejected', errors, messages: [], requestId }
  return { kind: 'unreachable', requestId }
}
