/** The "Save changes" button: saves the edit and opens the tunnel's page. */
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useLocation } from 'wouter'
import type { Body } from '../../../contract/endpoints.ts'
import { keysOf, toWire } from '../../../contract/fields/wire.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { call } from '../../api.ts'
import { editedFields, keptPlaces } from '../../form/edited.ts'
import type { Base } from '../../form/form-start.ts'
import { useTunnelForm } from '../../form/use-tunnel-form.tsx'
import { handOverKey } from '../../key-handover.ts'
import { paths } from '../../paths.ts'
import { readBase, tunnelListQuery, tunnelQuery } from '../../queries.ts'
import { seePair } from '../../routes/former-pairs.ts'
import { announce } from '../../ui/live-region.tsx'
import { sleep } from '../../write/sleep.ts'
import { useSending } from '../wizard/use-sending.ts'
import { isSaved, type SaveResult, save } from './save.ts'

/** What is told after a save loads later than the form. */
export const loadAfterSave = () => import('./after-save.ts')

const SAID = {
  notDone: 'The changes were not saved',
  unknown: 'Saving was not confirmed',
  notThere: 'The changes are not there',
  unread: 'The tunnel could not be read',
}

export const useSave = (base: Base) => {
  const { form, feedback, generatedPsk, clear, showConflict } = useTunnelForm()
  const { id } = base.tunnel
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const { state, dropRefusal, ...sending } = useSending(SAID)
  const psk = useRef<string | undefined>(undefined)

  const touched = () => feedback.view().touched

  const arrive = async (tunnel: Tunnel) => {
    if (psk.current !== undefined) handOverKey(id, psk.current)
    // Static routes may lead to the pair that the tunnel had until now.
    seePair(base.tunnel, Date.now())
    void client.invalidateQueries({ queryKey: tunnelListQuery.queryKey, exact: true })
    const values = form.getValues()
    const fields = editedFields(base, values, touched())
    const saved = (await loadAfterSave().catch(() => null))?.reportSaved(base, values, fields)
    announce('The changes were saved')
    clear()
    client.setQueryData(tunnelQuery(id).queryKey, tunnel)
    if (sending.isOfForm(location.pathname)) navigate(paths.tunnel(id), { replace: true, state: { saved } })
  }

  const end = async (result: SaveResult) => {
    switch (result.outcome) {
      case 'done':
        return arrive(result.tunnel)
      case 'conflict':
        announce('Not saved: somebody else changed the tunnel')
        showConflict(result.theirs)
        return sending.reset()
      case 'not_done':
        return sending.notDone(result.error)
      case 'unknown':
        return sending.unknown(result.error)
    }
  }

  const put = async () => {
    const values = form.getValues()
    const keys = keysOf(values, generatedPsk)
    psk.current = keys.psk
    // The resolver has validated the values: no required field is blank.
    const body = {
      ...toWire(values, keys),
      keep: keptPlaces(base, values, touched()),
    } as Body<'updateTunnel'>
    const result = await save(base, values, {
      put: async () =>
        (await call('updateTunnel', { id, body, base: base.etag })).result.modified_ipsec_tunnel,
      read: () => readBase(id),
      wait: sleep,
    })
    await end(result)
  }

  /** Reads the tunnel again after an unconfirmed save. */
  const look = async () => {
    const find = async () => {
      const { tunnel } = await readBase(id)
      return isSaved(tunnel, base.tunnel, form.getValues()) ? tunnel : null
    }
    await sending.look(find, arrive)
  }

  return { state, send: () => sending.start(put), look, dropRefusal }
}
