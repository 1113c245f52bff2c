/** Create, from the button to the tunnel's page. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { ResponseInfo } from '../../../contract/envelope.ts'
import { keysOf, toWire } from '../../../contract/fields/wire.ts'
import { findCreated, type SentCreate } from '../../../contract/lost-answer.ts'
import type { Tunnel, TunnelInput } from '../../../contract/tunnel.ts'
import { call } from '../../api.ts'
import { refusalOf } from '../../form/check-call.ts'
import { tellMade } from '../../form/other-tabs.ts'
import { STEPS } from '../../form/steps.ts'
import { useTunnelForm } from '../../form/use-tunnel-form.tsx'
import { paths } from '../../paths.ts'
import { tunnelListQuery, tunnelQuery } from '../../queries.ts'
import { announce } from '../../ui/live-region.tsx'
import { handOverKey } from '../key-handover.ts'
import { returnToFirstStep } from './form-history.ts'
import { type CreateResult, submit } from './submit.ts'

export type CreateState =
  | { kind: 'idle' }
  | { kind: 'sending' }
  | {
      kind: 'not_done'
      errors: ResponseInfo[]
      status: number
      requestId: string | null
      /** When to try again, in milliseconds since the epoch; null when the answer did not say. */
      retryAt: number | null
    }
  | { kind: 'unknown'; requestId: string | null; looking: boolean; looked: boolean }

/** What was sent last, to look for it when nobody said what became of it. */
interface Attempt {
  sent: SentCreate
  psk: string | undefined
}

export const useCreate = () => {
  const { form, neighbours, dryRun, generatedPsk, draftId, onMade, finish, stepPath } = useTunnelForm()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [state, setState] = useState<CreateState>({ kind: 'idle' })
  /** Stops a second press before the first has drawn anything. */
  const attempt = useRef<Attempt | null>(null)
  const isBusy = useRef(false)

  // Leaving the page now would lose the key of a tunnel that may exist.
  const mayExist = state.kind === 'sending' || state.kind === 'unknown'
  useEffect(() => {
    if (!mayExist) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [mayExist])

  const list = async (): Promise<readonly Tunnel[]> => (await call('listTunnels')).result.ipsec_tunnels

  const arrive = async (tunnel: Tunnel, psk: string | undefined) => {
    if (psk !== undefined) handOverKey(tunnel.id, psk)
    client.setQueryData(tunnelQuery(tunnel.id).queryKey, tunnel)
    void client.invalidateQueries({ queryKey: tunnelListQuery.queryKey, exact: true })
    tellMade(draftId, { id: tunnel.id, name: tunnel.name })
    onMade.current?.(tunnel.id)
    // Where prefixes were typed, its code is here already.
    const planned = await import('../../routes/planned-prefixes.ts').catch(() => null)
    planned?.handOverPlan(draftId, tunnel.id, !form.getValues('bgp_enabled'))
    await returnToFirstStep((path) => STEPS.some((step) => stepPath(step).split('?')[0] === path))
    finish()
    // Back leads to the list.
    navigate(paths.tunnels, { replace: true })
    navigate(paths.tunnel(tunnel.id), { state: { created: true } })
  }

  const end = async (result: CreateResult, psk: string | undefined) => {
    switch (result.outcome) {
      case 'done':
        return arrive(result.tunnel, psk)
      case 'not_done': {
        const { errors, status, requestId, retryAfterS } = result.error
        const refusal = refusalOf(result.error)
        announce('The tunnel was not created')
        // Somebody may have been faster: the form then says who has the name or the addresses.
        void client.invalidateQueries({ queryKey: tunnelListQuery.queryKey, exact: true })
        if (refusal) dryRun.tell(refusal)
        const retryAt = retryAfterS === null ? null : Date.now() + retryAfterS * 1000
        return setState({ kind: 'not_done', errors, status, requestId, retryAt })
      }
      case 'unknown':
        announce('Creating the tunnel was not confirmed')
        return setState({ kind: 'unknown', requestId: result.requestId, looking: false, looked: false })
    }
  }

  const create = async () => {
    if (isBusy.current) return
    isBusy.current = true
    const unclear = state.kind === 'unknown' ? attempt.current : null
    setState({ kind: 'sending' })
    const values = form.getValues()
    const keys = keysOf(values, generatedPsk)
    // The resolver has judged the values: nothing required is blank.
    const input = toWire(values, keys) as TunnelInput
    const isAgain = unclear !== null && JSON.stringify(unclear.sent.input) === JSON.stringify(input)
    // The same again goes by what was there before the first: its tunnel may have come to light since.
    const before = isAgain ? unclear.sent.before : new Set(neighbours().map(({ id }) => id))
    const sent: SentCreate = { input, before, sentAt: null }
    attempt.current = { sent, psk: keys.psk }
    try {
      // The server may know nothing of the first attempt: it was started again.
      const made = isAgain ? findCreated((await list().catch(() => null)) ?? [], sent) : null
      if (made?.isOurs) return await arrive(made.tunnel, keys.psk)
      const result = await submit(sent, {
        create: async (body) => (await call('createTunnel', { body })).result,
        list,
        wait: (ms) => new Promise((resolve) => window.setTimeout(resolve, ms)),
      })
      await end(result, keys.psk)
    } finally {
      isBusy.current = false
    }
  }

  /** Looks once more for a tunnel whose creation was not confirmed. */
  const look = async () => {
    if (!attempt.current || state.kind !== 'unknown') return
    const { sent, psk } = attempt.current
    setState({ ...state, looking: true })
    const tunnels = await list().catch(() => null)
    const found = tunnels && findCreated(tunnels, sent)
    if (found?.isOurs) return arrive(found.tunnel, psk)
    setState({ ...state, looking: false, looked: tunnels !== null })
    announce(tunnels === null ? 'The list could not be read' : 'The tunnel is not there')
  }

  /** Back on the form, the reason of the last refusal may no longer hold. */
  const dropRefusal = useCallback(
    () => setState((now) => (now.kind === 'not_done' ? { kind: 'idle' } : now)),
    [],
  )

  return { state, create, look, dropRefusal }
}
