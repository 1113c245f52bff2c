/** Executes a plan, one tunnel at a time, as fast as the account's budget allows. Independent of the browser. */

import { createListeners } from '../../../ui/listeners.ts'
import type { Item, Plan } from './plan.ts'

/**
 * Result of one call. `later`: it was not made, and may be made after this many seconds; `isOffline`: the server could
 * not be reached.
 */
export type Ended =
  | { kind: 'yes' }
  | { kind: 'no' | 'unknown'; note: string }
  | { kind: 'later'; seconds: number; isOffline?: true }

export interface RunnerDeps {
  check(item: Item): Promise<Ended>
  act(item: Item): Promise<Ended>
  /** The remaining calls of the account; null if unknown. */
  budget(): Promise<{ remaining: number; limit: number } | null>
  wait(ms: number): Promise<void>
  /** Stores the plan, or deletes it if no work is left. */
  save(plan: Plan): void
}

export interface RunState {
  plan: Plan
  isRunning: boolean
  /** Seconds to wait for the account's budget, or for the server; 0 while it works. */
  waitsS: number
  isOffline: boolean
}

export interface Runner {
  state(): RunState
  subscribe(listener: () => void): () => void
  /** Works on the remaining rows of the phase. Resolves when the phase ends or the user pauses. */
  go(): Promise<void>
  pause(): void
  /** Starts the run of the accepted rows, after the check. */
  confirm(): Promise<void>
  /** Ends the bulk change; the remaining rows are not changed. */
  cancel(): void
}

/** The share of the budget that is left for work on single tunnels meanwhile. */
const SHARE_LEFT_ALONE = 0.1
const LOOK_EVERY = 10
const WAIT_S = 10

export const createRunner = (plan: Plan, deps: RunnerDeps): Runner => {
  let state: RunState = { plan, isRunning: false, waitsS: 0, isOffline: false }
  let isPaused = false
  const listeners = createListeners()
  const set = (part: Partial<RunState>) => {
    state = { ...state, ...part }
    listeners.tell()
  }
  const setPlan = (part: Partial<Plan>) => {
    set({ plan: { ...state.plan, ...part } })
    deps.save(state.plan)
  }
  const settle = (id: string, part: Partial<Item>) =>
    setPlan({ items: state.plan.items.map((item) => (item.id === id ? { ...item, ...part } : item)) })

  const rest = async (seconds: number, isOffline = false) => {
    set({ waitsS: seconds, isOffline })
    await deps.wait(seconds * 1000)
    set({ waitsS: 0, isOffline: false })
  }
  const spare = async (calls: number) => {
    if (calls % LOOK_EVERY !== 0) return
    for (;;) {
      const budget = await deps.budget()
      if (isPaused || !budget || budget.remaining > budget.limit * SHARE_LEFT_ALONE) return
      await rest(WAIT_S)
    }
  }

  const go = async () => {
    if (state.isRunning) return
    const { phase } = state.plan
    if (phase !== 'check' && phase !== 'run') return
    const isCheck = phase === 'check'
    isPaused = false
    set({ isRunning: true })
    try {
      for (let calls = 0; !isPaused; ) {
        const item = state.plan.items.find(({ status }) => status === (isCheck ? 'waiting' : 'checked'))
        if (!item) {
          setPlan({ phase: isCheck ? 'confirm' : 'finished' })
          return
        }
        await spare(calls++)
        if (isPaused) return
        // Stored before it is sent: if the page closes now, the outcome is unknown and the row is checked again.
        if (!isCheck) settle(item.id, { status: 'unknown' })
        const ended = await (isCheck ? deps.check(item) : deps.act(item))
        if (ended.kind === 'later') {
          settle(item.id, { status: item.status })
          await rest(ended.seconds, ended.isOffline)
        } else if (ended.kind === 'yes') settle(item.id, { status: isCheck ? 'checked' : 'done' })
        else if (ended.kind === 'unknown')
          settle(item.id, { status: isCheck ? 'refused' : 'unknown', note: ended.note })
        else settle(item.id, { status: isCheck ? 'refused' : 'failed', note: ended.note })
      }
    } finally {
      set({ isRunning: false, waitsS: 0, isOffline: false })
    }
  }

  return {
    state: () => state,
    subscribe: listeners.subscribe,
    go,
    pause() {
      isPaused = true
    },
    confirm() {
      setPlan({ phase: 'run' })
      return go()
    },
    cancel() {
      isPaused = true
      setPlan({ phase: 'finished' })
    },
  }
}
