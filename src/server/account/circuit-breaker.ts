/** Stops calling an API that keeps failing, and lets one call through from time to time to see if it is back. */

const FAILURES = 5
const WITHIN_MS = 30_000
const REST_MS = 10_000

export interface Breaker {
  /** @returns 0 when a call may go, else the seconds to wait */
  restS(): number
  /** To be called as a call goes. */
  begin(): void
  /** Tells how a call went. Refusals of the API are no failures: it answered. */
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
