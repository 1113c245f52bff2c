/**
 * Creates, updates and deletes a static route. As with tunnels, each write is sent once and ends as done, not done or
 * unknown. Reading the account resolves unknown; nothing is sent twice (docs/proxy.md, Outcome of a change).
 */

import type { ParsedBody, Result } from '../../contract/endpoints.ts'
import { isSameRoute, type Route, type RouteInput, routeInput } from '../../contract/route.ts'
import { type ApiResponse, passOn, refused } from '../http/api-response.ts'
import type { UpstreamOutcome } from '../upstream/outcome.ts'
import { etagOf } from './etag.ts'
import { keepUnknown, knownFields } from './keep-unknown.ts'
import { forgetOld, type RecentCreate } from './recent-creates.ts'
import { done, foundByLooking, holds, isGone, lookFor } from './write-result.ts'

/** Recent creates by their JSON. */
export type RecentRoutes = Map<string, RecentCreate>

export interface RouteDeps {
  list(): Promise<UpstreamOutcome<Result<'listRoutes'>>>
  read(): Promise<UpstreamOutcome<Result<'getRoute'>>>
  send<K extends 'createRoute' | 'updateRoute' | 'deleteRoute'>(
    row: K,
    body: ParsedBody<K>,
  ): Promise<UpstreamOutcome<Result<K>>>
  wait(ms: number): Promise<void>
  now(): number
  recent: RecentRoutes
}

/**
 * A browser repeats a POST when its connection closes without an answer. A repetition of a recent create returns the
 * route that exists. Any other create is sent, because two routes with the same values may be legal.
 */
export const createRoute = async (input: RouteInput, deps: RouteDeps): Promise<ApiResponse> => {
  const { recent, now } = deps
  const listed = await deps.list()
  if (listed.outcome !== 'done') return passOn(listed, 'not_done')
  const { routes } = listed.result
  forgetOld(recent, now())
  const mark = JSON.stringify(input)
  const earlier = recent.get(mark)
  const repeated = earlier && routes.find((route) => isMadeBy(route, input) && isOne(route, earlier.id))
  if (repeated) return foundByLooking(repeated)

  const remember = (id: string | null) => recent.set(mark, { at: now(), id })
  remember(null)
  const answer = await deps.send('createRoute', input)
  if (answer.outcome === 'not_done') {
    recent.delete(mark)
    return passOn(answer, 'not_done')
  }
  if (answer.outcome === 'done') {
    remember(answer.result.id)
    return passOn(answer, 'done')
  }
  const before = new Set(routes.map(({ id }) => id))
  return lookFor(deps.wait, async () => {
    const there = await deps.list()
    if (there.outcome !== 'done') return null
    const made = there.result.routes.find((route) => !before.has(route.id) && isMadeBy(route, input))
    if (made) remember(made.id)
    return made ?? null
  })
}

const isOne = (route: Route, id: string | null): boolean => id === null || route.id === id

/** Compares prefixes by meaning: the API may write a prefix in another form than the request. */
const isMadeBy = (route: Route, input: RouteInput): boolean => {
  const { prefix: _, ...rest } = input
  return isSameRoute(route, input) && holds(route, rest)
}

const KNOWN = knownFields(routeInput, { scope: routeInput.shape.scope.def.innerType })

/** @param base the `ETag` of the state that the form was filled from; null skips the check */
export const updateRoute = async (
  body: RouteInput,
  base: string | null,
  deps: RouteDeps,
): Promise<ApiResponse> => {
  const before = await deps.read()
  if (before.outcome !== 'done') return passOn(before, 'not_done')
  const { route: current } = before.result
  if (base !== null && base !== (await etagOf(current))) {
    return refused('changed_meanwhile', { outcome: 'not_done' })
  }
  const answer = await deps.send('updateRoute', keepUnknown(body, current, KNOWN))
  if (answer.outcome === 'not_done') return passOn(answer, 'not_done')
  // A success with `modified: false` changed nothing (docs/routes-and-health.md, Static routes).
  if (answer.outcome === 'done' && answer.result.modified !== false) return passOn(answer, 'done')
  return lookFor(deps.wait, async () => {
    const now = await deps.read()
    const isDone = now.outcome === 'done' && isMadeBy(now.result.route, body)
    return isDone ? { modified: true, modified_route: now.result.route } : null
  })
}

/** A route that does not exist counts as deleted. */
export const deleteRoute = async (id: string, deps: RouteDeps): Promise<ApiResponse> => {
  const gone = { deleted: true, deleted_route: { id } }
  const answer = await deps.send('deleteRoute', {})
  if (isGone(answer)) return done(gone)
  if (answer.outcome === 'not_done') return passOn(answer, 'not_done')
  if (answer.outcome === 'done' && answer.result.deleted !== false) return passOn(answer, 'done')
  return lookFor(deps.wait, async () => (isGone(await deps.read()) ? gone : null))
}
