/**
 * The effect of each operation on the static routes of a world; see handlers.ts. Rules: docs/routes-and-health.md,
 * Static routes. Anything that no source forbids is accepted (docs/api.md, What the stand-in invents).
 */

import { parseCidr4, parseIpv4 } from '../../contract/address.ts'
import type { ResponseInfo } from '../../contract/envelope.ts'
import { isObject } from '../../contract/json.ts'
import { type Route, type RouteDraft, type RouteInput, routeDraft } from '../../contract/route.ts'
import { at, CODES, type Doing, NO_ROUTE } from '../refusals.ts'
import type { StoredRoute } from '../world/world.ts'
import type { Call, Handled, Handler } from './handlers.ts'
import { cannotUnmarshal, NOT_AN_OBJECT, readShape } from './shape.ts'
import { notAnObject } from './write.ts'

const NOT_FOUND: Handled = { status: 404, errors: [NO_ROUTE] }

const find = ({ world, id }: Call): StoredRoute | undefined => world.routes.find((route) => route.id === id)

const served = ({ id, input, created_on, modified_on }: StoredRoute): Route => ({
  id,
  ...input,
  created_on,
  modified_on,
})

const REQUIRED = ['prefix', 'nexthop', 'priority'] as const

function* problemsOf(draft: RouteDraft): Generator<[field: string, code: number, message: string]> {
  const { prefix, nexthop } = draft
  for (const field of REQUIRED) {
    if (draft[field] === undefined) yield [field, CODES.missing, `${field} is required`]
  }
  if (prefix !== undefined && !parseCidr4(prefix)) yield ['prefix', CODES.badPrefix, 'Not an IPv4 prefix']
  if (nexthop !== undefined && parseIpv4(nexthop) === null) {
    yield ['nexthop', CODES.badAddress, 'Not an IPv4 address']
  }
}

const read = (given: unknown, doing: Doing, prefix = ''): { value: RouteInput; errors: ResponseInfo[] } => {
  const { value, errors } = readShape(routeDraft, given, { doing, prefix, what: 'Route' })
  const said = new Set(errors.map(({ source }) => source?.pointer))
  for (const [field, code, message] of problemsOf(value)) {
    const pointer = `${prefix}/${field}`
    if (!said.has(pointer)) errors.push(at(pointer, code, message))
  }
  // Without errors, no required field is missing.
  return { value: value as RouteInput, errors }
}

export const list: Handler = ({ world }) => ({ result: { routes: world.routes.map(served) } })

export const view: Handler = (call) => {
  const route = find(call)
  return route ? { result: { route: served(route) } } : NOT_FOUND
}

/** Accepts one route and returns it. A list under `routes`, as older clients send it, is answered with a list. */
export const create: Handler = ({ body, world, now, newId }) => {
  if (!isObject(body)) return notAnObject(body)
  const isList = Array.isArray(body.routes)
  const entries: unknown[] = Array.isArray(body.routes) ? body.routes : [body]
  const errors: ResponseInfo[] = []
  const time = new Date(now).toISOString()
  const made = entries.flatMap((entry, index): StoredRoute[] => {
    const prefix = isList ? `/routes/${index}` : ''
    if (!isObject(entry)) {
      errors.push(at(prefix, CODES.badBody, cannotUnmarshal(entry, NOT_AN_OBJECT)))
      return []
    }
    const shape = read(entry, 'creating', prefix)
    errors.push(...shape.errors)
    return [{ id: newId(), input: shape.value, created_on: time, modified_on: time }]
  })
  if (errors.length > 0) return { status: 400, errors }
  world.routes.push(...made)
  const answered = made.map(served)
  return { result: isList ? { routes: answered } : answered[0] }
}

/** Optional fields that a PUT omits are kept. */
export const update: Handler = (call) => {
  const { body, world, now } = call
  const route = find(call)
  if (!route) return NOT_FOUND
  if (!isObject(body)) return notAnObject(body)
  const { value, errors } = read(body, 'updating')
  if (errors.length > 0) return { status: 400, errors }
  const changed: StoredRoute = {
    ...route,
    input: { ...route.input, ...value },
    modified_on: new Date(now).toISOString(),
  }
  world.routes = world.routes.map((each) => (each.id === route.id ? changed : each))
  return { result: { modified: true, modified_route: served(changed) } }
}

export const remove: Handler = (call) => {
  const route = find(call)
  if (!route) return NOT_FOUND
  call.world.routes = call.world.routes.filter(({ id }) => id !== route.id)
  return { result: { deleted: true, deleted_route: served(route) } }
}
