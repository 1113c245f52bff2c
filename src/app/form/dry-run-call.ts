/** The one check that is under way: shown when it takes long, given up when it takes too long, replaced by the next. */
import type { Answers } from './dry-run-answers.ts'
import type { Subject, Verdict } from './dry-run-state.ts'

const TIMEOUT_MS = 8000
/** A check that answers sooner than this never shows as running. */
const SHOWN_AFTER_MS = 300

export interface CallDeps {
  /** A transport that ignores its signal does no harm. */
  answers: Answers
  setTimer(callback: () => void, ms: number): unknown
  clearTimer(timer: unknown): void
}

export interface DryRunCall {
  /** Cancels the check before it. */
  start(asked: Subject): void
  /** Its answer is dropped even if it comes. */
  cancel(): void
  isUnderWay(): boolean
  /** It has taken long enough to say so. */
  isShown(): boolean
}

/** @param ended hears of every check that was not cancelled, once */
export const createDryRunCall = (
  { answers, setTimer, clearTimer }: CallDeps,
  { shown, ended }: { shown(): void; ended(asked: Subject, verdict: Verdict): void },
): DryRunCall => {
  let current: { abort: AbortController; timers: unknown[]; isShown: boolean } | null = null

  /** @returns the check that no longer counts */
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
