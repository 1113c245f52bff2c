/** Stops calls to an API that keeps failing, and lets one call through at intervals to test whether it works again. */

const FAILURES = 5
const WITHIN_MS = 30_000
const REST_MS = 10_000

export interface Breaker {
  /** @returns 0 when a call is allowed, else the seconds to wait */
  restS(): number
  /** Call this when a call is sent. */
  begin(): void
  /** Call this when a call ends. A refusal by the API is not a failure: the API answered. */
  report(failed: boolean): void
}

export const createBreaker = (now: () => number): Breaker => {
  let failures: number[] = []
  let openUntil = 0
  let isProbing = false
  return {
    restS() {
      if (openUntil === 0 || (now() >= openUntil && !isProbing)) return 0
      return Math.max(1, Math.ceil((openUntil - now()) / 1000))
    },
    begin() {
      isProbing = openUntil !== 0
    },
    report(failed) {
      const time = now()
      failures = failed ? [...failures.filter((at) => at > time - WITHIN_MS), time] : []
      const isOpen = failed && (isProbing || failures.length >= FAILURES)
      openUntil = isOpen ? time + REST_MS : 0
      isProbing = false
    },
  }
}
