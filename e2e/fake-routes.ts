/** The part of the fake API that stores static routes. */
import { ok } from '../src/contract/envelope.ts'
import type { Route } from '../src/contract/route.ts'

const NONE = { success: false, errors: [{ code: 1020, message: 'Route not found' }] }

/** A write without an id deletes all routes. The real API's behaviour is unknown, so no call of ours may do that. */
export const carryOutOnRoutes = (
  routes: Map<string, Route>,
  method: string | undefined,
  id: string | undefined,
  body: string,
): [number, unknown] => {
  if (id === undefined) {
    if (method === 'GET') return [200, ok({ routes: [...routes.values()] })]
    if (method !== 'POST') {
      routes.clear()
      return [200, ok({ deleted: true, modified: true })]
    }
    const route = { ...JSON.parse(body), id: `${routes.size}`.padStart(32, 'e') } as Route
    routes.set(route.id, route)
    return [200, ok(route)]
  }
  const route = routes.get(id)
  if (!route) return [404, NONE]
  if (method === 'GET') return [200, ok({ route })]
  if (method === 'DELETE') {
    routes.delete(id)
    return [200, ok({ deleted: true, deleted_route: route })]
  }
  const changed = { ...route, ...JSON.parse(body) }
  routes.set(id, changed)
  return [200, ok({ modified: true, modified_route: changed })]
}
