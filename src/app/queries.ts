/**
 * The queries of the pages, with how long their data stays fresh and how often they are repeated (docs/status.md,
 * Polling).
 */
import { QueryClient, queryOptions } from '@tanstack/react-query'
import { type Answer, ApiError, call } from './api.ts'
import { apiPause } from './api-pause.ts'

const MAX_BACKOFF_MS = 30_000

/** Exponential backoff with jitter; never shorter than the wait that the answer asked for. */
const retryDelay = (attempt: number, error: Error): number => {
  const asked = error instanceof ApiError ? (error.retryAfterS ?? 0) * 1000 : 0
  return Math.max(asked, Math.min(MAX_BACKOFF_MS, 1000 * 2 ** attempt) * (0.75 + Math.random() / 2))
}

/**
 * Retries only when no answer came at all: our server may be restarting. The server itself has already retried the
 * failures that it reports, and the user should see the reason at once.
 */
const retry = (failures: number, error: Error): boolean =>
  failures < 2 && error instanceof ApiError && error.kind === 'offline'

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry,
        retryDelay,
        staleTime: 5_000,
        refetchOnWindowFocus: true,
        // On a laptop the server may run on the same machine, which the browser reaches while offline.
        networkMode: 'always',
        refetchOnReconnect: true,
      },
    },
  })

export const metaQuery = queryOptions({
  queryKey: ['meta'],
  queryFn: async ({ signal }) => {
    const { result } = await call('getMeta', { signal })
    if (result.budget.paused_s > 0) apiPause.extend(result.budget.paused_s)
    return result
  },
  staleTime: 60_000,
})

let lastList: Answer<'listTunnels'> | undefined

export const tunnelListQuery = queryOptions({
  queryKey: ['tunnels'],
  queryFn: async ({ signal }) => {
    lastList = await call('listTunnels', { signal, known: lastList })
    return lastList.result.ipsec_tunnels
  },
})

/** Whether the newest list is only one page of the account's tunnels. */
export const isPageOfList = (): boolean => lastList?.result.odd_values?.result_info !== undefined

export const tunnelQuery = (id: string) =>
  queryOptions({
    queryKey: ['tunnels', id],
    queryFn: async ({ signal }) => (await call('getTunnel', { id, signal })).result.ipsec_tunnel,
    staleTime: 3_000,
  })

/** A tunnel with the `etag` of its current state. */
export const readBase = async (id: string, signal?: AbortSignal) => {
  const { result, etag } = await call('getTunnel', { id, signal })
  return { tunnel: result.ipsec_tunnel, etag }
}

/** The state that an edit is based on. Fetched each time a form opens, and never while it is open. */
export const tunnelBaseQuery = (id: string) =>
  queryOptions({
    queryKey: ['tunnel-base', id],
    queryFn: async ({ client, signal }) => {
      const base = await readBase(id, signal)
      // The breadcrumb reads the tunnel's name from this query, even if the form was opened by its URL.
      client.setQueryData(tunnelQuery(id).queryKey, base.tunnel)
      return base
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
