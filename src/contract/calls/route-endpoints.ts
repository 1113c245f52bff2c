/**
 * The calls for static routes. Paths and result wrappers: docs/routes-and-health.md, Static routes. The bulk
 * delete is left out on purpose: its effect without a body is unknown, and it may delete every route.
 */
import * as z from 'zod/mini'
import { createdRoute, foundRoute, route, routeDraft, routeInput } from '../route.ts'
import { apiCalls } from './api-calls.ts'
import type { Endpoint } from './endpoint.ts'
import { emptyBody, listOf, unspecified } from './shared-schemas.ts'

const ALL = '/accounts/:account/magic/routes'
const ONE = '/accounts/:account/magic/routes/:id'

export const routeEndpoints = {
  listRoutes: {
    api: apiCalls.listRoutes,
    upstream: { method: 'GET', path: ALL, validateOnly: false },
    role: 'viewer',
    spend: 'read',
    body: null,
    result: z.looseObject({ routes: listOf(route) }),
  },
  getRoute: {
    api: apiCalls.getRoute,
    upstream: { method: 'GET', path: ONE, validateOnly: false },
    role: 'viewer',
    spend: 'read',
    body: null,
    result: z.looseObject({ route: foundRoute }),
  },
  validateRoute: {
    api: apiCalls.validateRoute,
    upstream: { method: 'POST', path: ALL, validateOnly: true },
    role: 'operator',
    spend: 'dry-run',
    body: routeDraft,
    result: unspecified,
  },
  createRoute: {
    api: apiCalls.createRoute,
    upstream: { method: 'POST', path: ALL, validateOnly: false },
    role: 'operator',
    spend: 'write',
    body: routeInput,
    result: createdRoute,
  },
  validateRouteUpdate: {
    api: apiCalls.validateRouteUpdate,
    upstream: { method: 'PUT', path: ONE, validateOnly: true },
    role: 'operator',
    spend: 'dry-run',
    body: routeDraft,
    result: unspecified,
  },
  updateRoute: {
    api: apiCalls.updateRoute,
    upstream: { method: 'PUT', path: ONE, validateOnly: false },
    role: 'operator',
    spend: 'write',
    body: routeInput,
    result: z.looseObject({ modified: z.optional(z.unknown()), modified_route: foundRoute }),
  },
  deleteRoute: {
    api: apiCalls.deleteRoute,
    upstream: { method: 'DELETE', path: ONE, validateOnly: false },
    role: 'operator',
    spend: 'write',
    body: emptyBody,
    result: z.looseObject({
      deleted: z.optional(z.unknown()),
      deleted_route: z.optional(z.unknown()),
    }),
  },
} as const satisfies Record<string, Endpoint>
