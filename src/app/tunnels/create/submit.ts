/**
 * Creates the tunnel with exactly one POST. If the answer does not report the outcome, looks for the tunnel instead
 * of sending again.
 */
import { lookForCreated, type SentCreate } from '../../../contract/calls/lost-answer.ts'
import type { Tunnel, TunnelInput } from '../../../contract/tunnel.ts'
import { ApiError, writeOutcomeOf } from '../../api.ts'

export type CreateResult =
  | { outcome: 'done'; tunnel: Tunnel }
  | { outcome: 'not_done'; error: ApiError }
  /** It may or may not exist. */
  | { outcome: 'unknown'; error: ApiError }

export interface SubmitDeps {
  create(input: TunnelInput): Promise<Tunnel>
  list(): Promise<readonly Tunnel[]>
  wait(ms: number): Promise<void>
}

export const submit = async (sent: SentCreate, deps: SubmitDeps): Promise<CreateResult> => {
  try {
    return { outcome: 'done', tunnel: await deps.create(sent.input) }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (writeOutcomeOf(error) === 'not_done') return { outcome: 'not_done', error }
    // On `unknown` the proxy has already looked; the browser looks only if it lost the proxy's answer.
    const found = error.outcome === 'unknown' ? null : await lookForCreated(sent, deps)
    return found?.isOurs ? { outcome: 'done', tunnel: found.tunnel } : { outcome: 'unknown', error }
  }
}
