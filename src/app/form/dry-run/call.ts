/** The running check, at most one: shown when it takes long, aborted when it takes too long, replaced by the next. */
import type { Answers } from './answers.ts'
import type { TimerDeps } from './one-timer.ts'
import type { Subject, Verdict } from './state.ts'

const TIMEOUT_MS = 8000
/** A faster check is never shown as running. */
const SHOWN_AFTER_MS = 300

export interface CallDeps extends TimerDeps {
  /** May ignore its abort signal: late answers are dropped. */
  answers: Answers
}

export interface DryRunCall {
  /** Starts a check and cancels the previous one. */
  start(asked: Subject): void
  /** Cancels the running check; a late answer is dropped. */
  cancel(): void
  isUnderWay(): boolean
  /** Whether the check has run long enough to be shown as running. */
  isShown(): boolean
}

/** @param ended called once for every check that was not cancelled */
export const createDryRunCall = (
  { answers, setTimer, clearTimer }: CallDeps,
  { shown, ended }: { shown(): void; ended(asked: Subject, verdict: Verdict): void },
): DryRunCall => {
  let current: { abort: AbortController; timers: unknown[]; isShown: boolean } | null = null

  /** Clears the current check. @returns the cleared check */
  const take = () => {
    const taken = current
    for (const timer of taken?.timers ?? []) clearTimer(timer)
    current = null
    return taken
  }

  const cancel = () => take()?.abort.abort()

  return {
    start(asked) {
      cancel()
      const abort = new AbortController()
      const mine = { abort, timers: [] as unknown[], isShown: false }
      current = mine
      const settle = (verdict: Verdict) => {
        if (current !== mine) return
        take()
        ended(asked, verdict)
      }
      const fail = (why: 'timeout' | 'no_server') => () =>
        settle({ kind: 'failed', why, message: null, requestId: null })
      const show = () => {
        mine.isShown = true
        shown()
      }
      const giveUp = () => {
        fail('timeout')()
        abort.abort()
      }
      mine.timers = [setTimer(show, SHOWN_AFTER_MS), setTimer(giveUp, TIMEOUT_MS)]
      answers.ask(asked, abort.signal).then(settle, fail('no_server'))
    },
    cancel,
    isUnderWay: () => current !== null,
    isShown: () => current?.isShown === true,
  }
}
