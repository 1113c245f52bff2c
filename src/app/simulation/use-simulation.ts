/** The controls of the stand-in: its routers, faults, pace and number of tunnels. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { KNOWN_REFUSALS } from '../../contract/calls/known-refusals.ts'
import { healthKeptMs, type RouterAct, type Simulation } from '../../contract/sandbox.ts'
import { ApiError, call } from '../api.ts'
import { HEALTH_KEY } from '../health/every-minute.ts'
import { metaQuery, tunnelListQuery } from '../queries.ts'
import { sayError } from '../say-error.ts'

const simulationQuery = queryOptions({
  queryKey: ['simulation'],
  queryFn: async ({ signal }) => (await call('getSimulation', { signal })).result,
})

const FRESH_MS = 60_000

/** @param tunnelId a tunnel whose router must be included: an answer from before the tunnel existed is refetched */
export const useSimulation = (tunnelId?: string): Simulation | undefined =>
  useQuery({
    ...simulationQuery,
    staleTime: ({ state }) => (tunnelId && !state.data?.routers[tunnelId] ? 0 : FRESH_MS),
  }).data

/** Notifies the other tabs of this browser, which share the simulated account. */
const tabs = new BroadcastChannel('tunneldesk.simulation')

/** Refetches when another tab changes the simulation, and when a call fails: another client may have set a fault. */
export const useSimulationNews = (): void => {
  const client = useQueryClient()
  useEffect(() => {
    const look = () => void client.invalidateQueries({ queryKey: simulationQuery.queryKey })
    const onNews = () => {
      look()
      void client.invalidateQueries({ queryKey: tunnelListQuery.queryKey })
    }
    tabs.addEventListener('message', onNews)
    const leave = client.getQueryCache().subscribe((event) => {
      const isFailure = event.type === 'updated' && event.action.type === 'error'
      if (isFailure && event.query.queryKey[0] === tunnelListQuery.queryKey[0]) look()
    })
    return () => {
      tabs.removeEventListener('message', onNews)
      leave()
    }
  }, [client])
}

/** Reads the simulation again when a session changes: `npm run lab` controls a router from outside the page. */
export const useSimulationOf = (state: string | undefined): void => {
  const client = useQueryClient()
  const known = useRef(state)
  useEffect(() => {
    if (known.current === state) return
    known.current = state
    void client.invalidateQueries({ queryKey: simulationQuery.queryKey })
  }, [client, state])
}

/** In a faster simulation health also changes faster, so it is polled more often. Hidden tabs do not poll. */
export const useHealthAtPace = (): void => {
  const client = useQueryClient()
  const pace = useSimulation()?.pace ?? 1
  useEffect(() => {
    if (pace <= 1) return
    const timer = window.setInterval(() => {
      if (!document.hidden) void client.invalidateQueries({ queryKey: HEALTH_KEY })
    }, healthKeptMs(pace))
    return () => window.clearInterval(timer)
  }, [client, pace])
}

/** Users who may change tunnels may change the simulation; a read-only server forbids only changes of the account. */
export const useSteerRefusal = (): string | undefined =>
  useQuery(metaQuery).data?.identity.role === 'viewer' ? KNOWN_REFUSALS.not_allowed.message : undefined

/** Changes the simulation and refetches what the pages show of tunnels. */
export const useSteer = () => {
  const client = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)
  /** @returns whether it succeeded */
  const steer = async (change: () => Promise<{ result: Simulation }>): Promise<boolean> => {
    try {
      const { result } = await change()
      client.setQueryData(simulationQuery.queryKey, result)
      setProblem(null)
      tabs.postMessage('changed')
      // The list and each tunnel share this key.
      void client.invalidateQueries({ queryKey: tunnelListQuery.queryKey })
      void client.invalidateQueries({ queryKey: HEALTH_KEY })
      return true
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(sayError(error))
      return false
    }
  }
  return {
    problem,
    setWorld: (world: { fault?: string | null; tunnels?: number; pace?: number }) =>
      steer(() => call('setSimulation', { body: world })),
    play: (id: string, act: RouterAct) => steer(() => call('playRouter', { id, body: { act } })),
    /** Configures the router with the text of a file. */
    configure: (id: string, name: string, text: string) =>
      steer(() => call('playRouter', { id, body: { act: 'configure', files: { [name]: text } } })),
  }
}
