/** The state of the form's request, from the press of its button to the outcome, for a create and for an edit. */
import { useCallback, useState } from 'react'
import type { Tunnel } from '../../../contract/tunnel.ts'
import type { ApiError } from '../../api.ts'
import { refusalOf } from '../../form/dry-run/verdict.ts'
import { STEPS } from '../../form/steps.ts'
import { useTunnelForm } from '../../form/use-tunnel-form.tsx'
import { useLeaveWarning } from '../../ui/leave-warning.ts'
import { announce } from '../../ui/live-region.tsx'
import { useOnce } from '../../write/use-once.ts'
import type { SendState } from '../../write/use-write.ts'

/** The announcements. */
interface Said {
  notDone: string
  unknown: string
  /** After another look. */
  notThere: string
  unread: string
}

export const useSending = (said: Said) => {
  const { dryRun, stepPath } = useTunnelForm()
  const [state, setState] = useState<SendState>({ kind: 'idle' })
  const once = useOnce()

  // Leaving the page would lose the key of a tunnel that may have it.
  useLeaveWarning(state.kind === 'sending' || state.kind === 'unknown')

  /** Whether a path is a step of this form. Who has left the form must not be taken away from the page they are on. */
  const isOfForm = (path: string) => STEPS.some((step) => stepPath(step).split('?')[0] === path)

  const start = async (send: () => Promise<void>) => {
    await once(() => {
      setState({ kind: 'sending' })
      return send()
    })
  }

  const notDone = (error: ApiError) => {
    const refusal = refusalOf(error)
    announce(said.notDone)
    if (refusal) dryRun.applyVerdict(refusal)
    setState({ kind: 'not_done', error })
  }

  const unknown = (error: ApiError) => {
    announce(said.unknown)
    setState({ kind: 'unknown', error, looking: false, looked: false })
  }

  const reset = () => setState({ kind: 'idle' })

  /**
   * Looks again after an unknown outcome.
   * @param find returns null if the tunnel is not there or not changed; rejects if that cannot be read
   */
  const look = async (
    find: () => Promise<Tunnel | null>,
    arrive: (found: Tunnel) => void | Promise<void>,
  ) => {
    if (state.kind !== 'unknown') return
    setState({ ...state, looking: true })
    const found = await find().catch(() => undefined)
    if (found) {
      await arrive(found)
    } else {
      setState({ ...state, looking: false, looked: found === null })
      announce(found === null ? said.notThere : said.unread)
    }
  }

  /** Clears the last refusal after a return to the form, because its reason may no longer apply. */
  const dropRefusal = useCallback(
    () => setState((now) => (now.kind === 'not_done' ? { kind: 'idle' } : now)),
    [],
  )

  return { state, isOfForm, start, notDone, unknown, reset, look, dropRefusal }
}
