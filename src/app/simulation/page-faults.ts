/** Simulates faults between this page and its server. Calls to the sandbox's own controls are never disturbed. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { BUILD_HEADER } from '../../contract/build.ts'
import { KNOWN_REFUSALS } from '../../contract/calls/known-refusals.ts'
import { failed } from '../../contract/envelope.ts'
import type { PageFault } from '../../contract/sandbox.ts'
import { interceptRequests } from '../api.ts'
import { HEALTH_KEY } from '../health/every-minute.ts'
import { tunnelListQuery } from '../queries.ts'

type Direct = () => Promise<Response>

const RESPONSES: Record<PageFault, (direct: Direct) => Promise<Response>> = {
  offline: () => Promise.reject(new TypeError('Failed to fetch')),
  signed_out: async () => {
    const { status, code, message } = KNOWN_REFUSALS.no_identity
    return Response.json(failed([{ code, message }]), { status })
  },
  new_version: async (direct) => {
    const { body, status, headers } = await direct()
    const changed = new Headers(headers)
    changed.set(BUILD_HEADER, 'another')
    return new Response(status === 304 ? null : body, { status, headers: changed })
  },
}

/** @param fault null ends the simulation */
const simulate = (fault: PageFault | null): void =>
  interceptRequests((direct) => (url, init) => {
    const isControl = url.startsWith('/api/sandbox/')
    return fault && !isControl ? RESPONSES[fault](() => direct(url, init)) : direct(url, init)
  })

/** Simulates the fault while mounted, and refetches what the page shows when it begins and ends. */
export const usePageFault = (fault: PageFault | null): void => {
  const client = useQueryClient()
  useEffect(() => {
    if (!fault) return
    const askAgain = () => {
      void client.invalidateQueries({ queryKey: tunnelListQuery.queryKey })
      void client.invalidateQueries({ queryKey: HEALTH_KEY })
    }
    simulate(fault)
    askAgain()
    return () => {
      simulate(null)
      askAgain()
    }
  }, [fault, client])
}
