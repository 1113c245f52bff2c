/** Sends a write once. Its outcome is done, not done or unknown (docs/proxy.md, Outcome of a change). */
import { lookRepeatedly } from '../../contract/calls/lost-answer.ts'
import { ApiError, writeOutcomeOf } from '../api.ts'
import { sleep } from './sleep.ts'

export interface OneWrite {
  send(): Promise<unknown>
  /** Reads whether the write was done; rejects if that cannot be read. */
  isDone(): Promise<boolean>
}

export type Ended =
  | { kind: 'done' }
  | { kind: 'not_done'; error: ApiError }
  /** `looked`: a later read did not find the change. */
  | { kind: 'unknown'; error: ApiError; looking: boolean; looked: boolean }

/** If the answer is lost, reads whether the write was done. @param wait waits before each read */
export const writeOnce = async ({ send, isDone }: OneWrite, wait = sleep): Promise<Ended> => {
  try {
    await send()
    return { kind: 'done' }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (writeOutcomeOf(error) === 'not_done') return { kind: 'not_done', error }
    // On `unknown` the proxy has already checked; the browser checks only if it lost the proxy's answer.
    const look = async () => ((await isDone().catch(() => false)) ? true : null)
    const isFound = error.outcome === 'unknown' ? null : await lookRepeatedly(wait, look)
    return isFound ? { kind: 'done' } : { kind: 'unknown', error, looking: false, looked: false }
  }
}
