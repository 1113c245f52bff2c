/**
 * Decides when to check the typed tunnel with the API's `validate_only` dry-run: not so often that it floods the API,
 * and without ever showing an outdated answer. `pace.ts` and `pause.ts` say when the next check may be sent, `call.ts`
 * runs it, `results.ts` remembers what it found, `answers.ts` caches answers. No React here; time, transport and the
 * browser's state are passed in as functions. Rules: docs/form.md, Dry-run.
 */
import type { ResponseInfo } from '../../../contract/envelope.ts'
import { createListeners } from '../../ui/listeners.ts'
import { type CallDeps, createDryRunCall } from './call.ts'
import { createOneTimer } from './one-timer.ts'
import { createPace } from './pace.ts'
import { createPause } from './pause.ts'
import { createResults } from './results.ts'
import {
  type DryRun,
  type DryRunState,
  IDLE,
  type Phase,
  phaseOf,
  type Subject,
  type Verdict,
} from './state.ts'

export interface DryRunDeps extends CallDeps {
  now(): number
  /** From 0 (inclusive) to 1 (exclusive). */
  random(): number
  isVisible(): boolean
  isOnline(): boolean
  /** Whether every error of a rejection only says that a required field is blank. */
  isOnlyMissing(errors: ResponseInfo[], missing: string): boolean
}

const RETRY_MS = 5000

export const createDryRun = (deps: DryRunDeps): DryRun => {
  const { answers } = deps
  const pace = createPace(deps.now)
  const results = createResults(deps.isOnlyMissing)
  const pause = createPause(deps, () => publish())
  /** Until the next check, or the retry of the last. */
  const timer = createOneTimer(deps)
  const listeners = createListeners()
  let subject: Subject | null = null
  let state: DryRunState = IDLE
  let isOffline = false

  const phaseNow = (): Phase => {
    if (call.isShown()) return { kind: 'checking' }
    const result = results.current()
    if (result) return phaseOf(result.verdict, result.at, subject?.missing === '')
    const pausedUntil = pause.until()
    if (pausedUntil !== null) return { kind: 'paused', until: pausedUntil }
    if (isOffline) return { kind: 'offline' }
    if (!subject?.eligible) return { kind: results.newest() ? 'waiting' : 'idle' }
    if (results.isFruitless(subject)) return { kind: 'blanks' }
    return pace.budget() === 'green' ? { kind: 'waiting' } : { kind: 'saving', left: pace.left() }
  }

  const publish = () => {
    const phase = phaseNow()
    const checked = results.newest()
    // Most key presses change nothing here, and every listener renders.
    if (checked === state.checked && JSON.stringify(phase) === JSON.stringify(state.phase)) return
    state = { phase, checked }
    listeners.tell()
  }

  const plan = (callback: () => void, ms: number) =>
    timer.plan(() => {
      callback()
      publish()
    }, ms)

  const isWanted = (): boolean =>
    subject?.eligible === true && !results.current() && !results.isFruitless(subject)

  /** Schedules the next check, no earlier than `quietAt` and the limits allow. */
  const schedule = (quietAt: number) => {
    if (isWanted()) plan(run, Math.max(quietAt, pace.allowedAt(), pause.until() ?? 0) - deps.now())
  }

  const run = () => {
    if (!subject || !isWanted()) return
    if (pause.until() !== null) return schedule(0)
    isOffline = !deps.isOnline()
    // `wake` schedules it again.
    if (isOffline || !deps.isVisible()) return
    pace.spend()
    call.start(subject)
  }

  const apply = (asked: Subject, verdict: Verdict) => {
    if (asked.fingerprint !== subject?.fingerprint) return
    if (verdict.kind === 'limited') {
      pause.extend(verdict.until)
      // Nothing was checked, so the check is scheduled again.
      return schedule(0)
    }
    results.take(asked, { verdict, at: deps.now() })
    if (verdict.kind === 'failed' && results.takeRetry()) planRetry(asked)
  }

  const planRetry = (asked: Subject) => {
    const retry = () => {
      if (asked.fingerprint !== subject?.fingerprint) return
      results.drop()
      run()
    }
    plan(retry, RETRY_MS * (1 + deps.random() / 5))
  }

  const call = createDryRunCall(deps, {
    shown: publish,
    ended(asked, verdict) {
      apply(asked, verdict)
      publish()
    },
  })

  return {
    update(next) {
      const isNew = next.fingerprint !== subject?.fingerprint
      const wasEligible = subject?.eligible
      subject = next
      if (isNew) {
        pace.edited()
        call.cancel()
        results.begin(answers.known(next))
      }
      if (!next.eligible) {
        call.cancel()
        timer.cancel()
      } else if (isNew || !wasEligible) {
        if (pace.quietAt() < Number.POSITIVE_INFINITY) schedule(pace.quietAt())
        else timer.cancel()
      }
      publish()
    },
    hurry(isAsked = false) {
      if (!call.isUnderWay() && (isAsked || pace.budget() !== 'red')) schedule(0)
    },
    again() {
      if (subject) answers.forget(subject)
      results.forget()
      schedule(0)
      publish()
    },
    applyVerdict(verdict) {
      call.cancel()
      if (subject) apply(subject, verdict)
      publish()
    },
    setBudget(left) {
      const isNews = pace.setLeft(left)
      // Schedules a check that was skipped while few calls were left.
      if (isNews && !call.isUnderWay() && !timer.isPlanned() && pace.budget() !== 'red')
        schedule(pace.quietAt())
      publish()
    },
    pause(until) {
      pause.extend(until)
      publish()
    },
    wake() {
      if (!deps.isVisible()) return
      if (deps.isOnline()) isOffline = false
      if (results.current()?.verdict.kind === 'failed') {
        timer.cancel()
        results.drop()
      }
      if (!call.isUnderWay() && !timer.isPlanned()) schedule(0)
      publish()
    },
    state: () => state,
    subscribe: listeners.subscribe,
    stop() {
      call.cancel()
      timer.cancel()
      answers.clear()
    },
  }
}
