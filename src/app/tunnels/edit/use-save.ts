/** The "Save changes" button: saves the edit and opens the tunnel's page. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { Body } from '../../../contract/endpoints.ts'
import { keysOf, toWire } from '../../../contract/fields/wire.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { call } from '../../api.ts'
import { refusalOf } from '../../form/dry-run/verdict.ts'
import { editedFields, keptPlaces } from '../../form/edited.ts'
import type { Base } from '../../form/form-start.ts'
import { useTunnelForm } from '../../form/use-tunnel-form.tsx'
import { handOverKey } from '../../key-handover.ts'
import { paths } from '../../paths.ts'
import { readBase, tunnelListQuery, tunnelQuery } from '../../queries.ts'
import { seePair } from '../../routes/former-pairs.ts'
import { savedState } from '../../state/saved-state.ts'
import { useLeaveWarning } from '../../ui/leave-warning.ts'
import { announce } from '../../ui/live-region.tsx'
import { sleep } from '../../write/sleep.ts'
import type { SendState } from '../../write/use-write.ts'
import { isSaved, type SaveResult, save } from './save.ts'

export const useSave = (base: Base) => {
  const { form, feedback, dryRun, generatedPsk, clear, showConflict } = useTunnelForm()
  const { id } = base.tunnel
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [state, setState] = useState<SendState>({ kind: 'idle' })
  const isBusy = useRef(false)
  const psk = useRef<string | undefined>(undefined)

  // Leaving the page now would lose a key that may have been set.
  useLeaveWarning(state.kind === 'sending' || state.kind === 'unknown')

  const touched = () => feedback.view().touched

  const arrive = (tunnel: Tunnel) => {
    if (psk.current !== undefined) handOverKey(id, psk.current)
    // Static routes may lead to the pair that the tunnel had until now.
    seePair(base.tunnel, Date.now())
    client.setQueryData(tunnelQuery(id).queryKey, tunnel)
    void client.invalidateQueries({ queryKey: tunnelListQuery.queryKey, exact: true })
    const saved = savedState(editedFields(base, form.getValues(), touched()))
    announce('The changes were saved')
    clear()
    navigate(paths.tunnel(id), { replace: true, state: saved })
  }

  const end = (result: SaveResult) => {
    switch (result.outcome) {
      case 'done':
        return arrive(result.tunnel)
      case 'conflict':
        announce('Not saved: somebody else changed the tunnel')
        showConflict(result.theirs)
        return setState({ kind: 'idle' })
      case 'not_done': {
        const refusal = refusalOf(result.error)
        announce('The changes were not saved')
        if (refusal) dryRun.applyVerdict(refusal)
        return setState({ kind: 'not_done', error: result.error })
      }
      case 'unknown':
        announce('Saving was not confirmed')
        return setState({ kind: 'unknown', error: result.error, looking: false, looked: false })
    }
  }

  const send = async () => {
    if (isBusy.current) return
    isBusy.current = true
    setState({ kind: 'sending' })
    const values = form.getValues()
    const keys = keysOf(values, generatedPsk)
    psk.current = keys.psk
    // The resolver has validated the values: no required field is blank.
    const body = {
      ...toWire(values, keys),
      keep: keptPlaces(base, values, touched()),
    } as Body<'updateTunnel'>
    try {
      const put = () => call('updateTunnel', { id, body, base: base.etag })
      const result = await save(base, values, {
        put: async () => (await put()).result.modified_ipsec_tunnel,
        read: () => readBase(id),
        wait: sleep,
      })
      end(result)
    } finally {
      isBusy.current = false
    }
  }

  /** Reads the tunnel again after an unconfirmed save. */
  const look = async () => {
    if (state.kind !== 'unknown') return
    setState({ ...state, looking: true })
    const now = await readBase(id).catch(() => null)
    if (now && isSaved(now.tunnel, base.tunnel, form.getValues())) return arrive(now.tunnel)
    setState({ ...state, looking: false, looked: now !== null })
    announce(now === null ? 'The tunnel could not be read' : 'The changes are not there')
  }

  const dropRefusal = useCallback(
    () => setState((now) => (now.kind === 'not_done' ? { kind: 'idle' } : now)),
    [],
  )

  return { state, send, look, dropRefusal }
}
