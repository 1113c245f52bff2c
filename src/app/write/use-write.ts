/** The state of a dialog's write, from the first press to its outcome. */
import { useState } from 'react'
import { useBusyDialog } from '../ui/dialog.tsx'
import { useLeaveWarning } from '../ui/leave-warning.ts'
import { announce } from '../ui/live-region.tsx'
import { useOnce } from './use-once.ts'
import { type Ended, type OneWrite, writeOnce } from './write-once.ts'

export type WriteState = { kind: 'idle' } | { kind: 'sending' } | Ended

/** The state of a page's write: after a success the page is left. */
export type SendState = Exclude<WriteState, { kind: 'done' }>

interface Write extends OneWrite {
  said: {
    done: string
    notDone: string
    unknown: string
    /** Announced when the check itself failed. */
    unread?: string
  }
}

export const useWrite = ({ send, isDone, said }: Write) => {
  const [state, setState] = useState<WriteState>({ kind: 'idle' })
  const once = useOnce()

  useLeaveWarning(state.kind === 'sending' || state.kind === 'unknown')
  useBusyDialog(state.kind === 'sending')

  const end = (next: WriteState, text: string) => {
    announce(text)
    setState(next)
  }

  /** @returns null if a write is under way */
  const write = (): Promise<Ended['kind'] | null> =>
    once(async () => {
      setState({ kind: 'sending' })
      const ended = await writeOnce({ send, isDone })
      end(ended, { done: said.done, not_done: said.notDone, unknown: said.unknown }[ended.kind])
      return ended.kind
    })

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
