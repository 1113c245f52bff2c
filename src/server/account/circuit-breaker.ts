/** Stops calls to an API that keeps failing, and lets one call through at intervals to test whether it works again. */
import { ODD_RESULT, type UpstreamOutcome } from '../upstream/outcome.ts'

const FAILURES = 5
const WITHIN_MS = 30_000
const REST_MS = 10_000

export interface Breaker {
  /** @returns 0 when a call is allowed, else the seconds to wait */
  restS(): number
  /** Sends a call. If that throws, it counts as a failure, because the breaker waits for the end of every call. */
  send<Answer>(call: () => Promise<Answer>): Promise<Answer>
  /** Reports the end of a call, see `isFailure`. */
  report(failed: boolean): void
}

/** Whether a call got no usable answer. A refusal of the API is an answer, and so is a result of another shape. */
export const isFailure = (answer: UpstreamOutcome): boolean =>
  answer.outcome === 'unknown'
    ? answer.trace.fault !== ODD_RESULT
    : answer.outcome === 'not_done' && !answer.wasSent

export const createBreaker = (now: () => number): Breaker => {
  let failures: number[] = []
  let openUntil = 0
  let isProbing = false
  const report = (failed: boolean) => {
    const time = now()
    failures = failed ? [...failures.filter((at) => at > time - WITHIN_MS), time] : []
    const isOpen = failed && (isProbing || failures.length >= FAILURES)
    openUntil = isOpen ? time + REST_MS : 0
    isProbing = false
  }
  return {
    restS() {
      if (openUntil === 0 || (now() >= openUntil && !isProbing)) return 0
      return Math.max(1, Math.ceil((openUntil - now()) / 1000))
    },
    async send(call) {
      isProbing = openUntil !== 0
      try {
        return await call()
      } catch (error) {
        report(true)
        throw error
      }
    },
    report,
  }
}
