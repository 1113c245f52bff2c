/** The "Create tunnel" button: sends the request and opens the tunnel's page. */
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useLocation } from 'wouter'
import { findCreated, type SentCreate } from '../../../contract/calls/lost-answer.ts'
import { isolated } from '../../../contract/characters.ts'
import { keysOf, toWire } from '../../../contract/fields/wire.ts'
import type { Tunnel, TunnelInput } from '../../../contract/tunnel.ts'
import { call } from '../../api.ts'
import { postCreated } from '../../form/other-tabs.ts'
import { readSent, writeSent } from '../../form/sent-create.ts'
import { useTunnelForm } from '../../form/use-tunnel-form.tsx'
import { handOverKey } from '../../key-handover.ts'
import { paths } from '../../paths.ts'
import { tunnelListQuery, tunnelQuery } from '../../queries.ts'
import { announce } from '../../ui/live-region.tsx'
import { sleep } from '../../write/sleep.ts'
import { useSending } from '../wizard/use-sending.ts'
import { returnToFirstStep } from './form-history.ts'
import { type CreateResult, submit } from './submit.ts'

/** The last request, to look for its tunnel if the outcome is unknown. */
interface Attempt {
  sent: SentCreate
  psk: string | undefined
}

const SAID = {
  notDone: 'The tunnel was not created',
  unknown: 'Creating the tunnel was not confirmed',
  notThere: 'The tunnel is not there',
  unread: 'The list could not be read',
}

export const useCreate = () => {
  const { form, neighbours, generatedPsk, draftId, onMade, clear } = useTunnelForm()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const { state, dropRefusal, ...sending } = useSending(SAID)
  const attempt = useRef<Attempt | null>(null)

  const list = async (): Promise<readonly Tunnel[]> => (await call('listTunnels')).result.ipsec_tunnels

  const arrive = async (tunnel: Tunnel, psk: string | undefined) => {
    writeSent(null)
    if (psk !== undefined) handOverKey(tunnel.id, psk)
    client.setQueryData(tunnelQuery(tunnel.id).queryKey, tunnel)
    void client.invalidateQueries({ queryKey: tunnelListQuery.queryKey, exact: true })
    postCreated(draftId, { id: tunnel.id, name: tunnel.name })
    onMade.current?.(tunnel.id)
    // If prefixes were typed, this module is already loaded.
    const planned = await import('../../routes/planned-prefixes.ts').catch(() => null)
    planned?.handOverPlan(draftId, tunnel.id, !form.getValues('bgp_enabled'))
    if (!sending.isOfForm(location.pathname)) {
      clear()
      // The tunnel's page will show the key.
      announce(`${isolated(tunnel.name)} was created`)
      return
    }
    await returnToFirstStep(sending.isOfForm)
    clear()
    // Back returns to the list.
    navigate(paths.tunnels, { replace: true })
    navigate(paths.tunnel(tunnel.id), { state: { created: true } })
  }

  const end = async (result: CreateResult, psk: string | undefined) => {
    switch (result.outcome) {
      case 'done':
        return arrive(result.tunnel, psk)
      case 'not_done':
        // The name or an address may have been used meanwhile: with the new list the form reports the conflict.
        void client.invalidateQueries({ queryKey: tunnelListQuery.queryKey, exact: true })
        return sending.notDone(result.error)
      case 'unknown':
        return sending.unknown(result.error)
    }
  }

  const create = async () => {
    const unconfirmed = state.kind === 'unknown' ? attempt.current : null
    const values = form.getValues()
    const keys = keysOf(values, generatedPsk)
    // The resolver has validated the values: no required field is blank.
    const input = toWire(values, keys) as TunnelInput
    const isAgain = unconfirmed !== null && JSON.stringify(unconfirmed.sent.input) === JSON.stringify(input)
    // A repeated request uses the list from before the first: the tunnel of the first may have appeared since.
    const before = isAgain ? unconfirmed.sent.before : new Set(neighbours().map(({ id }) => id))
    const sent: SentCreate = { input, before, sentAt: null }
    attempt.current = { sent, psk: keys.psk }
    // The server may have restarted and know nothing about the first attempt.
    const made = isAgain ? findCreated((await list().catch(() => null)) ?? [], sent) : null
    if (made?.isOurs) return arrive(made.tunnel, keys.psk)
    // A refusal of this request does not settle an earlier one.
    const earlier = readSent(draftId)
    writeSent({ draftId, name: input.name, at: Date.now() })
    const result = await submit(sent, {
      create: async (body) => (await call('createTunnel', { body })).result,
      list,
      wait: sleep,
    })
    if (result.outcome === 'not_done') writeSent(earlier)
    await end(result, keys.psk)
  }

  /** Looks again for a tunnel whose creation was not confirmed. */
  const look = async () => {
    if (!attempt.current) return
    const { sent, psk } = attempt.current
    const find = async () => {
      const found = findCreated(await list(), sent)
      return found?.isOurs ? found.tunnel : null
    }
    await sending.look(find, (tunnel) => arrive(tunnel, psk))
  }

  return { state, create: () => sending.start(create), look, dropRefusal }
}
