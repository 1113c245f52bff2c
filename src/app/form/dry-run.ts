/**
 * Asks the API, through its `validate_only` dry-run, what it thinks of the tunnel being typed: late enough not
 * to storm, and never showing an answer to a question that is no longer asked. No React and no form library in
 * here; time, transport and the browser's state come in as functions (rules: interaction 3.5).
 */
import type { ResponseInfo } from '../../contract/envelope.ts'
import {
  type Budget,
  type Checked,
  type DryRunState,
  IDLE,
  type Subject,
  type Verdict,
} from './dry-run-state.ts'

/** Green above 40 % of the calls, red below 15 % (interaction 3.5). */
const budgetOf = (left: number): Budget => (left > 0.4 ? 'green' : left < 0.15 ? 'red' : 'amber')

export interface DryRunDeps {
  /** One dry-run. Must honour `signal`, but a transport that ignores it does no harm. */
  send(payload: unknown, signal: AbortSignal): Promise<Verdict>
  now(): number
  setTimer(callback: () => void, ms: number): unknown
  clearTimer(timer: unknown): void
  /** 0 inclusive to 1 exclusive. */
  random(): number
  isVisible(): boolean
  isOnline(): boolean
  /** True when every error of a rejection says no more than that a required field is blank. */
  isOnlyMissing(errors: ResponseInfo[], missing: string): boolean
}

const IDLE_MS = 700
const IDLE_AMBER_MS = 2500
const SPACING_MS = 1500
const TIMEOUT_MS = 8000
const RETRY_MS = 5000
const REMEMBERED = 50
/** Five checks at once, then one every three seconds: at most 25 in any minute. */
const BURST = 5
const REFILL_MS = 3000

export interface DryRun {
  /** Tells what stands on the screen after an edit. */
  update(subject: Subject): void
  /**
   * Checks without waiting for a pause in typing.
   * @param isAsked Continue was pressed or Review opened: that is worth a call when few are left, leaving a
   *   field is not
   */
  hurry(isAsked?: boolean): void
  /** Checks again even if the answer is known. */
  again(): void
  /** Create was refused: a verdict on exactly what stands on the screen, from a better source. */
  tell(verdict: Verdict): void
  /** @param left what is left of the API budget, 0 to 1 */
  setBudget(left: number): void
  /** The tab was shown or the network came back. */
  wake(): void
  state(): DryRunState
  subscribe(listener: () => void): () => void
  /** The form left the screen. A later `wake` takes the work up again. */
  stop(): void
}

export const createDryRun = (deps: DryRunDeps): DryRun => {
  let subject: Subject | null = null
  let state: DryRunState = IDLE
  let sequence = 0
  let flight: { abort: AbortController; timer: unknown } | null = null
  let timer: unknown = null
  let lastEditAt = 0
  let lastDispatchAt = Number.NEGATIVE_INFINITY
  let tokens = BURST
  let tokensAt = deps.now()
  let retried = false
  /** Blank required fields under which the API named nothing but blank fields: asking again is pointless. */
  let fruitlessMissing: string | null = null
  const remembered = new Map<string, Checked>()
  const listeners = new Set<() => void>()

  const set = (patch: Partial<DryRunState>) => {
    // Most key presses change nothing here, and whoever listens draws.
    const isNews = Object.entries(patch).some(([key, value]) => state[key as keyof DryRunState] !== value)
    if (!isNews) return
    state = { ...state, ...patch }
    for (const listener of listeners) listener()
  }

  const refill = () => {
    const gained = Math.floor((deps.now() - tokensAt) / REFILL_MS)
    if (gained <= 0) return
    tokens = Math.min(BURST, tokens + gained)
    tokensAt = tokens === BURST ? deps.now() : tokensAt + gained * REFILL_MS
  }

  const stopFlight = () => {
    if (!flight) return
    deps.clearTimer(flight.timer)
    flight.abort.abort()
    flight = null
    // The answer may still come from a transport that ignores abort: no sequence number fits it any more.
    sequence++
    set({ runningSince: null })
  }

  const unschedule = () => {
    if (timer !== null) deps.clearTimer(timer)
    timer = null
  }

  const isFruitless = ({ full, missing }: Subject): boolean =>
    !full && missing !== '' && missing === fruitlessMissing

  const wants = (): boolean => subject?.eligible === true && !state.current && !isFruitless(subject)

  /** Plans the next check no earlier than `idleUntil` and than every limit allows. */
  const schedule = (idleUntil: number) => {
    if (!wants()) return
    unschedule()
    refill()
    const spaced = lastDispatchAt + SPACING_MS
    const affordable = tokens > 0 ? 0 : tokensAt + REFILL_MS
    const due = Math.max(idleUntil, spaced, affordable, state.pausedUntil ?? 0)
    timer = deps.setTimer(
      () => {
        timer = null
        run()
      },
      Math.max(0, due - deps.now()),
    )
  }

  const run = () => {
    if (!subject || !wants()) return
    if (state.pausedUntil !== null && deps.now() >= state.pausedUntil) set({ pausedUntil: null })
    const offline = !deps.isOnline()
    if (offline !== state.offline) set({ offline })
    // `wake` comes back to it.
    if (offline || !deps.isVisible()) return
    dispatch(subject)
  }

  const dispatch = (asked: Subject) => {
    stopFlight()
    refill()
    if (tokens === BURST) tokensAt = deps.now()
    tokens--
    lastDispatchAt = deps.now()
    const mine = ++sequence
    const abort = new AbortController()
    const settle = (verdict: Verdict) => {
      if (mine !== sequence) return
      if (flight) deps.clearTimer(flight.timer)
      flight = null
      apply(asked, verdict)
    }
    const deadline = deps.setTimer(() => {
      abort.abort()
      settle({ kind: 'unreachable', requestId: null })
    }, TIMEOUT_MS)
    flight = { abort, timer: deadline }
    set({ runningSince: lastDispatchAt })
    deps
      .send(asked.payload, abort.signal)
      .then(settle, () => settle({ kind: 'unreachable', requestId: null }))
  }

  const apply = (asked: Subject, verdict: Verdict, more: Pick<Checked, 'byCreate'> = {}) => {
    if (asked.fingerprint !== subject?.fingerprint) {
      set({ runningSince: null })
      return
    }
    const checked: Checked = {
      verdict,
      at: deps.now(),
      fingerprint: asked.fingerprint,
      complete: asked.missing === '',
      full: asked.full,
      ...more,
    }
    const limited = verdict.kind === 'limited'
    set({
      runningSince: null,
      checked,
      // A check that did not happen leaves the question open; `retryLater` decides when to ask again.
      current: !limited,
      ...(limited ? { pausedUntil: deps.now() + verdict.retryAfterS * 1000 } : {}),
    })
    if (verdict.kind === 'accepted' || verdict.kind === 'rejected') remember(asked, checked)
    else retryLater(verdict)
  }

  const remember = (asked: Subject, checked: Checked) => {
    retried = false
    fruitlessMissing =
      checked.verdict.kind === 'rejected' &&
      asked.missing !== '' &&
      deps.isOnlyMissing(checked.verdict.errors, asked.missing)
        ? asked.missing
        : null
    // A full payload holds keys, and keys are never kept.
    if (asked.full) return
    remembered.delete(asked.fingerprint)
    remembered.set(asked.fingerprint, checked)
    const oldest = remembered.keys().next().value
    if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest)
  }

  const retryLater = (verdict: Verdict) => {
    if (verdict.kind === 'limited') schedule(0)
    if (verdict.kind !== 'unreachable' || retried) return
    retried = true
    unschedule()
    const asked = subject
    timer = deps.setTimer(
      () => {
        timer = null
        if (asked?.fingerprint !== subject?.fingerprint) return
        state = { ...state, current: false }
        run()
      },
      RETRY_MS * (1 + deps.random() / 5),
    )
  }

  const idleUntil = (): number => {
    if (state.budget === 'red') return Number.POSITIVE_INFINITY
    return lastEditAt + (state.budget === 'amber' ? IDLE_AMBER_MS : IDLE_MS)
  }

  return {
    update(next) {
      const changed = next.fingerprint !== subject?.fingerprint
      const wasEligible = subject?.eligible
      subject = next
      if (changed) {
        lastEditAt = deps.now()
        retried = false
        stopFlight()
        const known = next.full ? undefined : remembered.get(next.fingerprint)
        set({
          ...(known ? { checked: known, current: true } : { current: false }),
          waitsForBlanks: !known && next.eligible && isFruitless(next),
        })
      }
      if (!next.eligible) {
        stopFlight()
        unschedule()
        return
      }
      if (changed || !wasEligible) {
        if (idleUntil() < Number.POSITIVE_INFINITY) schedule(idleUntil())
        else unschedule()
      }
    },
    hurry(isAsked = false) {
      if (!flight && (isAsked || state.budget !== 'red')) schedule(0)
    },
    again() {
      if (subject) remembered.delete(subject.fingerprint)
      fruitlessMissing = null
      set({ current: false, waitsForBlanks: false })
      schedule(0)
    },
    tell(verdict) {
      stopFlight()
      if (subject) apply(subject, verdict, { byCreate: true })
    },
    setBudget(left) {
      const budget = budgetOf(left)
      const isNews = budget !== state.budget
      set({ budget, budgetLeft: left })
      if (!isNews) return
      // What was not asked while calls were few.
      if (!flight && timer === null && budget !== 'red') schedule(idleUntil())
    },
    wake() {
      if (!deps.isVisible()) return
      if (state.offline && deps.isOnline()) set({ offline: false })
      if (state.current && state.checked?.verdict.kind === 'unreachable') {
        unschedule()
        set({ current: false })
      }
      if (!flight && timer === null) schedule(0)
    },
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop() {
      stopFlight()
      unschedule()
    },
  }
}
