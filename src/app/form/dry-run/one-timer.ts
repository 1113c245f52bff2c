/** A timer that a new plan replaces. */
export interface TimerDeps {
  setTimer(callback: () => void, ms: number): unknown
  clearTimer(timer: unknown): void
}

export interface OneTimer {
  plan(callback: () => void, ms: number): void
  cancel(): void
  isPlanned(): boolean
}

export const createOneTimer = ({ setTimer, clearTimer }: TimerDeps): OneTimer => {
  let timer: unknown = null
  const cancel = () => {
    if (timer !== null) clearTimer(timer)
    timer = null
  }
  return {
    plan(callback, ms) {
      cancel()
      const run = () => {
        timer = null
        callback()
      }
      timer = setTimer(run, Math.max(0, ms))
    },
    cancel,
    isPlanned: () => timer !== null,
  }
}
