/** One write from a dialog: sent once, with the outcome done, not done or unknown. */
import { useEffect, useRef, useState } from 'react'
import { lookRepeatedly } from '../../../contract/lost-answer.ts'
import { ApiError, outcomeOf } from '../../api.ts'
import { announce } from '../../ui/live-region.tsx'

export type WriteState =
  | { kind: 'idle' }
  | { kind: 'sending' }
  | { kind: 'done' }
  | { kind: 'not_done'; error: ApiError }
  /** `looked`: a later read did not find the change. */
  | { kind: 'unknown'; error: ApiError; looking: boolean; looked: boolean }

export interface OneWrite {
  send(): Promise<unknown>
  /** Reads whether the write was done; rejects if that cannot be read. */
  isDone(): Promise<boolean>
}

interface Write extends OneWrite {
  said: {
    done: string
    notDone: string
    unknown: string
    /** Announced when the check itself failed. */
    unread?: string
  }
}

const wait = (ms: number) => new Promise<void>((resolve) => window.setTimeout(resolve, ms))

export type Ended = Extract<WriteState, { kind: 'done' | 'not_done' | 'unknown' }>

/** Sends once. If the answer is lost, reads whether the write was done. */
export const writeOnce = async ({ send, isDone }: OneWrite): Promise<Ended> => {
  try {
    await send()
    return { kind: 'done' }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (outcomeOf(error) === 'not_done') return { kind: 'not_done', error }
    // On `unknown` the proxy has already checked; the browser checks only if it lost the proxy's answer.
    const look = async () => ((await isDone().catch(() => false)) ? true : null)
    const isFound = error.outcome === 'unknown' ? null : await lookRepeatedly(wait, look)
    return isFound ? { kind: 'done' } : { kind: 'unknown', error, looking: false, looked: false }
  }
}

/** Warns before the user leaves the page while the outcome of a write is unknown. */
export const useLeaveWarning = (isOpen: boolean): void => {
  useEffect(() => {
    if (!isOpen) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isOpen])
}

export const useWrite = ({ send, isDone, said }: Write) => {
  const [state, setState] = useState<WriteState>({ kind: 'idle' })
  const isBusy = useRef(false)

  useLeaveWarning(state.kind === 'sending' || state.kind === 'unknown')

  const end = (next: WriteState, text: string) => {
    announce(text)
    setState(next)
  }

  const write = async () => {
    if (isBusy.current) return
    isBusy.current = true
    setState({ kind: 'sending' })
    try {
      const ended = await writeOnce({ send, isDone })
      end(ended, { done: said.done, not_done: said.notDone, unknown: said.unknown }[ended.kind])
    } finally {
      isBusy.current = false
    }
  }

  const look = async () => {
    if (state.kind !== 'unknown') return
    setState({ ...state, looking: true })
    const isFound = await isDone().catch(() => null)
    if (isFound) return end({ kind: 'done' }, said.done)
    const text = isFound === null ? (said.unread ?? 'The tunnel could not be read') : said.notDone
    end({ ...state, looking: false, looked: isFound === false }, text)
  }

  return { state, write, look }
}
