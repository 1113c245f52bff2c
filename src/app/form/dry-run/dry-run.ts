/**
 * Decides when to check the typed tunnel with the API's `validate_only` dry-run: not so often that it floods the API,
 * and without ever showing an outdated answer. `call.ts` runs the check, `answers.ts` caches the answers. No React
 * here; time, transport and the browser's state are passed in as functions. Rules: docs/form.md, Dry-run.
 */
import type { ResponseInfo } from '../../../contract/envelope.ts'
import { createListeners } from '../../ui/listeners.ts'
import { type CallDeps, createDryRunCall } from './call.ts'
import { createPace } from './pace.ts'
import {
  type Checked,
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

/** The result of a check of exactly the current values. */
interface Ended {
  verdict: Exclude<Verdict, { kind: 'limited' }>
  at: number
}

export const createDryRun = (deps: DryRunDeps): DryRun => {
  const { answers } = deps
  const pace = createPace(deps.now)
  let subject: Subject | null = null
  let state: DryRunState = IDLE
  let ended: Ended | null = null
  let checked: Checked | null = null
  /** Timer of the next check, or of the retry of the last. */
  let timer: unknown = null
  let pausedUntil: number | null = null
  let pauseTimer: unknown = null
  let isOffline = false
  let hasRetried = false
  /** Blank required fields with which the API objected only to blank fields: the same check again is useless. */
  let fruitlessMissing: string | null = null
  const listeners = createListeners()

  const isFruitless = ({ full, missing }: Subject): boolean =>
    !full && missing !== '' && missing === fruitlessMissing

  const phaseNow = (): Phase => {
    if (call.isShown()) return { kind: 'checking' }
    if (ended) return phaseOf(ended.verdict, ended.at, subject?.missing === '')
    if (pausedUntil !== null) return { kind: 'paused', until: pausedUntil }
    if (isOffline) return { kind: 'offline' }
    if (!subject?.eligible) return { kind: checked ? 'waiting' : 'idle' }
    if (isFruitless(subject)) return { kind: 'blanks' }
    return pace.budget() === 'green' ? { kind: 'waiting' } : { kind: 'saving', left: pace.left() }
  }

  const publish = () => {
    const phase = phaseNow()
    // Most key presses change nothing here, and every listener renders.
    if (checked === state.checked && JSON.stringify(phase) === JSON.stringify(state.phase)) return
    state = { phase, checked }
    listeners.tell()
  }

  const unschedule = () => {
    if (timer !== null) deps.clearTimer(timer)
    timer = null
  }

  const plan = (callback: () => void, ms: number) => {
    unschedule()
    timer = deps.setTimer(
      () => {
        timer = null
        callback()
        publish()
      },
      Math.max(0, ms),
    )
  }

  const isWanted = (): boolean => subject?.eligible === true && !ended && !isFruitless(subject)

  /** Schedules the next check, no earlier than `quietAt` and the limits allow. */
  const schedule = (quietAt: number) => {
    if (isWanted()) plan(run, Math.max(quietAt, pace.allowedAt(), pausedUntil ?? 0) - deps.now())
  }

  const run = () => {
    if (!subject || !isWanted()) return
    if (pausedUntil !== null) return schedule(0)
    isOffline = !deps.isOnline()
    // `wake` schedules it again.
    if (isOffline || !deps.isVisible()) return
    pace.spend()
    call.start(subject)
  }

  const apply = (asked: Subject, verdict: Verdict) => {
    if (asked.fingerprint !== subject?.fingerprint) return
    if (verdict.kind === 'limited') {
      pause(verdict.until)
      // Nothing was checked, so the check is scheduled again.
      return schedule(0)
    }
    ended = { verdict, at: deps.now() }
    if (verdict.kind === 'failed') return retryOnce(asked)
    if (verdict.kind === 'forbidden') return
    checked = { verdict, at: ended.at, full: asked.full }
    hasRetried = false
    const namesBlanksOnly =
      verdict.kind === 'rejected' && asked.missing !== '' && deps.isOnlyMissing(verdict.errors, asked.missing)
    fruitlessMissing = namesBlanksOnly ? asked.missing : null
  }

  const retryOnce = (asked: Subject) => {
    if (hasRetried) return
    hasRetried = true
    const retry = () => {
      if (asked.fingerprint !== subject?.fingerprint) return
      ended = null
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

  const pause = (until: number) => {
    if (until <= Math.max(deps.now(), pausedUntil ?? 0)) return
    pausedUntil = until
    if (pauseTimer !== null) deps.clearTimer(pauseTimer)
    const resume = () => {
      pauseTimer = null
      pausedUntil = null
      publish()
    }
    pauseTimer = deps.setTimer(resume, until - deps.now())
  }

  return {
    update(next) {
      const isNew = next.fingerprint !== subject?.fingerprint
      const wasEligible = subject?.eligible
      subject = next
      if (isNew) {
        pace.edited()
        hasRetried = false
        call.cancel()
        const known = answers.known(next)
        ended = known
        if (known) checked = { ...known, full: false }
      }
      if (!next.eligible) {
        call.cancel()
        unschedule()
      } else if (isNew || !wasEligible) {
        if (pace.quietAt() < Number.POSITIVE_INFINITY) schedule(pace.quietAt())
        else unschedule()
      }
      publish()
    },
    hurry(isAsked = false) {
      if (!call.isUnderWay() && (isAsked || pace.budget() !== 'red')) schedule(0)
    },
    again() {
      if (subject) answers.forget(subject)
      fruitlessMissing = null
      ended = null
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
      if (isNews && !call.isUnderWay() && timer === null && pace.budget() !== 'red') schedule(pace.quietAt())
      publish()
    },
    pause(until) {
      pause(until)
      publish()
    },
    wake() {
      if (!deps.isVisible()) return
      if (deps.isOnline()) isOffline = false
      if (ended?.verdict.kind === 'failed') {
        unschedule()
        ended = null
      }
      if (!call.isUnderWay() && timer === null) schedule(0)
      publish()
    },
    state: () => state,
    subscribe: listeners.subscribe,
    stop() {
      call.cancel()
      unschedule()
      answers.clear()
    },
  }
}
