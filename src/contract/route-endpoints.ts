/**
 * The calls about static routes. Paths and result wrappers: docs/routes-and-health.md, Static routes. The bulk
 * delete is not here on purpose: what it does without a body is unknown and may be to delete every route.
 */
import * as z from 'zod/mini'
import type { Endpoint } from './endpoint.ts'
import { createdRoute, route, routeDraft, routeInput } from './route.ts'

const ALL = '/accounts/:account/magic/routes'
const ONE = '/accounts/:account/magic/routes/:id'

/** What a dry-run answers is documented nowhere: only the envelope counts. */
const unspecified = z.unknown()

export const routeEndpoints = {
  listRoutes: {
    api: { method: 'GET', path: '/api/routes' },
    upstream: { method: 'GET', path: ALL, validateOnly: false },
    role: 'viewer',
    spend: 'read',
    body: null,
    result: z.looseObject({ routes: z.array(route) }),
  },
  getRoute: {
    api: { method: 'GET', path: '/api/routes/:id' },
    upstream: { method: 'GET', path: ONE, validateOnly: false },
    role: 'viewer',
    spend: 'read',
    body: null,
    result: z.looseObject({ route }),
  },
  validateRoute: {
    api: { method: 'POST', path: '/api/routes/validate' },
    upstream: { method: 'POST', path: ALL, validateOnly: true },
    role: 'operator',
    spend: 'dry-run',
    body: routeDraft,
    result: unspecified,
  },
  createRoute: {
    api: { method: 'POST', path: '/api/routes' },
    upstream: { method: 'POST', path: ALL, validateOnly: false },
    role: 'operator',
    spend: 'write',
    body: routeInput,
    result: createdRoute,
  },
  validateRouteUpdate: {
    api: { method: 'POST', path: '/api/routes/:id/validate', query: { for: 'update' } },
    upstream: { method: 'PUT', path: ONE, validateOnly: true },
    role: 'operator',
    spend: 'dry-run',
    body: routeDraft,
    result: unspecified,
  },
  updateRoute: {
    api: { method: 'PUT', path: '/api/routes/:id' },
    upstream: { method: 'PUT', path: ONE, validateOnly: false },
    role: 'operator',
    spend: 'write',
    body: routeInput,
    result: z.looseObject({ modified: z.optional(z.boolean()), modified_route: route }),
  },
  deleteRoute: {
    api: { method: 'DELETE', path: '/api/routes/:id' },
    upstream: { method: 'DELETE', path: ONE, validateOnly: false },
    role: 'operator',
    spend: 'write',
    body: z.strictObject({}),
    result: z.looseObject({
      deleted: z.optional(z.boolean()),
      deleted_route: z.optional(z.unknown()),
    }),
  },
} as const satisfies Record<string, Endpoint>
