/** Executes a plan, one tunnel at a time, as fast as the account's budget allows. Independent of the browser. */

import { createListeners } from '../../../ui/listeners.ts'
import type { Item, Plan } from './plan.ts'

/** Why no row can be changed until somebody does something: said once, not for each row. */
export interface Stop {
  title: string
  todo: string
  /** What the user can do here. */
  remedy: 'sign_in' | 'reload' | null
}

/**
 * Result of one call. `later`: it was not made, and may be made after this many seconds. `stop`: it was not made, and
 * no other row can be changed either.
 */
export type Ended =
  | { kind: 'yes' }
  | { kind: 'no' | 'unknown'; note: string }
  | { kind: 'later'; seconds: number; why: string }
  | { kind: 'stop'; stop: Stop }

export interface RunnerDeps {
  check(item: Item): Promise<Ended>
  act(item: Item): Promise<Ended>
  /** Reads whether a change that was not confirmed was done. @returns null if it was; otherwise the row's note */
  look(item: Item): Promise<string | null>
  /** The remaining calls of the account; null if unknown. */
  budget(): Promise<{ remaining: number; limit: number } | null>
  /** Resolves early when the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>
  /** Stores the plan, or deletes it if no work is left. */
  save(plan: Plan): void
}

export interface RunState {
  plan: Plan
  isRunning: boolean
  /** Runs until the call in progress has ended. */
  isEnding: boolean
  /** What it waits for, and until when in milliseconds since the epoch; null while it works. */
  wait: { why: string; until: number } | null
  /** Why it stopped by itself; null if it did not. */
  stop: Stop | null
}

export interface Runner {
  state(): RunState
  subscribe(listener: () => void): () => void
  /** Works on the remaining rows of the phase. Resolves when the phase ends or the user pauses. */
  go(): Promise<void>
  pause(): void
  /** Reads the rows that are not confirmed; also done at the end of a run. */
  look(): Promise<void>
  /** Starts the run of the accepted rows, after the check. */
  confirm(): Promise<void>
  /** Ends the bulk change; the remaining rows are not changed. */
  cancel(): void
}

/** The share of the budget that is left for work on single tunnels meanwhile. */
const SHARE_LEFT_ALONE = 0.1
const LOOK_EVERY = 10
const WAIT_S = 10
const YES: Ended = { kind: 'yes' }

export const createRunner = (plan: Plan, deps: RunnerDeps): Runner => {
  let state: RunState = { plan, isRunning: false, isEnding: false, wait: null, stop: null }
  let halt = new AbortController()
  const listeners = createListeners()
  const set = (part: Partial<RunState>) => {
    state = { ...state, ...part }
    listeners.tell()
  }
  const setPlan = (part: Partial<Plan>) => {
    set({ plan: { ...state.plan, ...part } })
    // Whoever closed the dialog may have discarded the plan: what is still checked or read must not bring it back.
    if (state.plan.phase === 'run' || !halt.signal.aborted) deps.save(state.plan)
  }
  const settle = (id: string, part: Partial<Item>) =>
    setPlan({ items: state.plan.items.map((item) => (item.id === id ? { ...item, ...part } : item)) })

  const rest = async (seconds: number, why: string) => {
    set({ wait: { why, until: Date.now() + seconds * 1000 } })
    await deps.wait(seconds * 1000, halt.signal)
    set({ wait: null })
  }
  const spare = async (calls: number) => {
    if (calls % LOOK_EVERY !== 0) return
    for (;;) {
      const budget = await deps.budget()
      if (halt.signal.aborted || !budget || budget.remaining > budget.limit * SHARE_LEFT_ALONE) return
      await rest(WAIT_S, "The rest of the account's API budget is left for others")
    }
  }

  const readUnconfirmed = async () => {
    let calls = 0
    for (const item of state.plan.items.filter(({ status }) => status === 'unknown')) {
      await spare(calls++)
      if (halt.signal.aborted) return
      const note = await deps.look(item)
      settle(item.id, note === null ? { status: 'done', note: '' } : { note })
    }
  }

  const look = async () => {
    if (state.isRunning) return
    halt = new AbortController()
    set({ isRunning: true })
    try {
      await readUnconfirmed()
    } finally {
      set({ isRunning: false, isEnding: false, wait: null })
    }
  }

  const go = async () => {
    if (state.isRunning) return
    const { phase } = state.plan
    if (phase !== 'check' && phase !== 'run') return
    const isCheck = phase === 'check'
    halt = new AbortController()
    const { signal } = halt
    // After a change that was not confirmed the API may be gone: a dry-run first, which can be repeated.
    let isSure = true
    set({ isRunning: true, stop: null })
    try {
      for (let calls = 0; ; ) {
        const item = state.plan.items.find(({ status }) => status === (isCheck ? 'waiting' : 'checked'))
        if (!item) {
          if (!isCheck) await readUnconfirmed()
          setPlan({ phase: isCheck ? 'confirm' : 'finished' })
          return
        }
        if (signal.aborted) return
        await spare(calls++)
        if (signal.aborted) return
        // Stored before it is sent: if the page closes now, the outcome is unknown and the row is checked again.
        if (!isCheck) settle(item.id, { status: 'unknown' })
        let ended: Ended = isCheck || !isSure ? await deps.check(item) : YES
        if (!isCheck && ended.kind === 'yes') ended = await deps.act(item)
        isSure = ended.kind === 'yes' || (isSure && ended.kind !== 'unknown')
        if (ended.kind === 'later') {
          settle(item.id, { status: item.status })
          await rest(ended.seconds, ended.why)
        } else if (ended.kind === 'stop') {
          settle(item.id, { status: item.status })
          set({ stop: ended.stop })
          return
        } else if (ended.kind === 'yes') settle(item.id, { status: isCheck ? 'checked' : 'done' })
        else if (ended.kind === 'unknown')
          settle(item.id, { status: isCheck ? 'refused' : 'unknown', note: ended.note })
        else settle(item.id, { status: isCheck ? 'refused' : 'failed', note: ended.note })
      }
    } finally {
      set({ isRunning: false, isEnding: false, wait: null })
    }
  }

  return {
    state: () => state,
    subscribe: listeners.subscribe,
    go,
    pause() {
      halt.abort()
      set({ isEnding: state.isRunning })
    },
    look,
    confirm() {
      setPlan({ phase: 'run' })
      return go()
    },
    cancel() {
      setPlan({ phase: 'finished' })
      halt.abort()
    },
  }
}
