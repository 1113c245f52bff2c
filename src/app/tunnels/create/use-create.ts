/** Create, from the button to the tunnel's page. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { ResponseInfo } from '../../../contract/envelope.ts'
import { keysOf, toWire } from '../../../contract/fields/wire.ts'
import type { Tunnel, TunnelInput } from '../../../contract/tunnel.ts'
import { call } from '../../api.ts'
import { useTunnelForm } from '../../form/use-tunnel-form.tsx'
import { paths } from '../../paths.ts'
import { tunnelListQuery, tunnelQuery } from '../../queries.ts'
import { announce } from '../../ui/live-region.tsx'
import { handOverKey } from '../key-handover.ts'
import { type Ending, findCreated, submit } from './submit.ts'

export type CreateState =
  | { kind: 'idle' }
  | { kind: 'sending' }
  | {
      kind: 'refused'
      errors: ResponseInfo[]
      status: number
      requestId: string | null
      /** When to try again, in milliseconds since the epoch; null when the answer did not say. */
      retryAt: number | null
    }
  | { kind: 'unknown'; requestId: string | null; looking: boolean; looked: boolean }

/** What was sent last, to look for it when nobody said what became of it. */
interface Attempt {
  input: TunnelInput
  before: ReadonlySet<string>
  psk: string | undefined
}

export const useCreate = () => {
  const { form, neighbours, dryRun, generatedPsk, finish } = useTunnelForm()
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

  const arrive = (tunnel: Tunnel, psk: string | undefined) => {
    if (psk !== undefined) handOverKey(tunnel.id, psk)
    client.setQueryData(tunnelQuery(tunnel.id).queryKey, tunnel)
    void client.invalidateQueries({ queryKey: tunnelListQuery.queryKey, exact: true })
    finish()
    navigate(paths.tunnel(tunnel.id), { replace: true, state: { created: true } })
  }

  const end = (ending: Ending, psk: string | undefined) => {
    switch (ending.kind) {
      case 'created':
        return arrive(ending.tunnel, psk)
      case 'not_created': {
        const { errors, status, requestId, retryAfterS } = ending
        announce('The tunnel was not created')
        // Somebody may have been faster: the form then says who has the name or the addresses.
        void client.invalidateQueries({ queryKey: tunnelListQuery.queryKey, exact: true })
        if (status < 500 && status !== 429 && errors.length > 0) {
          dryRun.tell({ kind: 'rejected', errors, messages: [], requestId })
        }
        const retryAt = retryAfterS === null ? null : Date.now() + retryAfterS * 1000
        return setState({ kind: 'refused', errors, status, requestId, retryAt })
      }
      case 'unknown':
        announce('Creating the tunnel was not confirmed')
        return setState({ kind: 'unknown', requestId: ending.requestId, looking: false, looked: false })
    }
  }

  const create = async () => {
    if (isBusy.current) return
    isBusy.current = true
    setState({ kind: 'sending' })
    const values = form.getValues()
    const keys = keysOf(values, generatedPsk)
    // The resolver has judged the values: nothing required is blank.
    const input = toWire(values, keys) as TunnelInput
    const before = new Set(neighbours().map(({ id }) => id))
    attempt.current = { input, before, psk: keys.psk }
    try {
      const ending = await submit(input, before, {
        create: async (body) => (await call('createTunnel', { body })).result,
        list,
        wait: (ms) => new Promise((resolve) => window.setTimeout(resolve, ms)),
      })
      end(ending, keys.psk)
    } finally {
      isBusy.current = false
    }
  }

  /** Looks once more for a tunnel whose creation was not confirmed. */
  const look = async () => {
    if (!attempt.current || state.kind !== 'unknown') return
    const { input, before, psk } = attempt.current
    setState({ ...state, looking: true })
    const found = await findCreated(input, before, { list }).catch(() => undefined)
    if (found) return arrive(found, psk)
    setState({ ...state, looking: false, looked: found === null })
    announce(found === null ? 'The tunnel is not there' : 'The list could not be read')
  }

  /** The form was gone back to: why the last attempt was refused need not hold any longer. */
  const dropRefusal = useCallback(
    () => setState((now) => (now.kind === 'refused' ? { kind: 'idle' } : now)),
    [],
  )

  return { state, create, look, dropRefusal }
}
