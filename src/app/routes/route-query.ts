/** Queries of static routes. */
import { queryOptions } from '@tanstack/react-query'
import type { Route } from '../../contract/route.ts'
import { type Answer, call } from '../api.ts'

let lastList: Answer<'listRoutes'> | undefined

export const routeListQuery = queryOptions({
  queryKey: ['routes'],
  queryFn: async ({ signal }) => {
    lastList = await call('listRoutes', { signal, known: lastList })
    return lastList.result.routes
  },
})

/** Reads without the cache: finds out whether a write succeeded whose answer was lost. */
export const readRoutes = async (): Promise<readonly Route[]> => (await call('listRoutes')).result.routes

/** A route with the `etag` of its state. */
export interface RouteBase {
  route: Route
  etag: string | null
}

export const readRoute = async (id: string, signal?: AbortSignal): Promise<RouteBase> => {
  const { result, etag } = await call('getRoute', { id, signal })
  return { route: result.route, etag }
}
