/** Several writes, one after the other, each with its own outcome and its own retry. */
import { useRef, useState } from 'react'
import { countedOf } from '../counted.ts'
import { useLeaveWarning } from '../ui/leave-warning.ts'
import { announce } from '../ui/live-region.tsx'
import type { WriteState } from '../write/use-write.ts'
import { type OneWrite, writeOnce } from '../write/write-once.ts'

export interface Job extends OneWrite {
  key: string
}

const IDLE: WriteState = { kind: 'idle' }

/** Statuses after which the other writes would fail too: signed out, or no calls left. */
const STOPS_ALL: ReadonlySet<number> = new Set([401, 403, 429])

/** @param said completes the announcement: "routes created" */
export const useJobs = (said: string, onDone: (key: string) => void) => {
  const [states, setStates] = useState<Readonly<Record<string, WriteState>>>({})
  const [isRunning, setRunning] = useState(false)
  const isBusy = useRef(false)
  const set = (key: string, state: WriteState) => setStates((now) => ({ ...now, [key]: state }))
  const stateOf = (key: string): WriteState => states[key] ?? IDLE
  useLeaveWarning(isRunning)

  const run = async (jobs: readonly Job[]) => {
    if (isBusy.current) return
    isBusy.current = true
    setRunning(true)
    let done = 0
    try {
      for (const job of jobs) {
        set(job.key, { kind: 'sending' })
        const ended = await writeOnce(job)
        set(job.key, ended)
        if (ended.kind === 'done') {
          done++
          onDone(job.key)
        } else if (STOPS_ALL.has(ended.error.status)) break
      }
    } finally {
      isBusy.current = false
      setRunning(false)
      announce(`${countedOf(done, jobs.length)} ${said}`)
    }
  }

  /** Checks again whether a write succeeded whose answer was lost. */
  const look = async ({ key, isDone }: Job) => {
    const state = stateOf(key)
    if (state.kind !== 'unknown') return
    set(key, { ...state, looking: true })
    const isFound = await isDone().catch(() => null)
    if (isFound) {
      set(key, { kind: 'done' })
      onDone(key)
    } else set(key, { ...state, looking: false, looked: isFound === false })
  }

  return { stateOf, isRunning, run, look }
}

export type Jobs = ReturnType<typeof useJobs>
