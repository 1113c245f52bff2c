/**
 * Schemas of a static route: loose for responses, strict for requests. Names are the API's. Sources:
 * docs/routes-and-health.md, Static routes.
 */
import * as z from 'zod/mini'
import { firstOf, parseCidr4 } from './address.ts'
import { firstControl } from './characters.ts'
import { moment } from './moment.ts'
import { tolerant } from './tolerant.ts'

/** The region codes that a route can be limited to. */
export const ROUTE_REGIONS = ['AFR', 'APAC', 'EEUR', 'ENAM', 'ME', 'OC', 'SAM', 'WEUR', 'WNAM'] as const

const scopeInput = z.strictObject({
  colo_names: z.optional(z.array(z.string())),
  colo_regions: z.optional(z.array(z.string())),
})

const optionalFields = {
  weight: z.optional(z.int()),
  scope: z.optional(scopeInput),
  /**
   * An update keeps the description if it is left out, and clears it with an empty text; the API refuses
   * `null`.
   */
  description: z.optional(
    z.string().check(z.refine((text) => firstControl(text) === null, 'No control characters')),
  ),
}

/** A complete route, for POST and PUT. */
export const routeInput = z.strictObject({
  prefix: z.string(),
  nexthop: z.string(),
  priority: z.int(),
  ...optionalFields,
})

/** An incomplete route, for the dry-run: the same fields, none required. */
export const routeDraft = z.strictObject({
  prefix: z.optional(z.string()),
  nexthop: z.optional(z.string()),
  priority: z.optional(z.int()),
  ...optionalFields,
})

export type RouteInput = z.infer<typeof routeInput>
export type RouteDraft = z.infer<typeof routeDraft>

const text = z.nullish(z.string())
const texts = z.nullish(z.array(z.string()))

const routeShape = z.looseObject({
  id: z.string(),
  prefix: z.string(),
  nexthop: z.string(),
  priority: z.number(),
  weight: z.nullish(z.number()),
  scope: z.nullish(z.looseObject({ colo_names: texts, colo_regions: texts })),
  description: text,
  created_on: moment,
  modified_on: moment,
  /** Not from the API: values that do not fit the schema, unchanged, by their path. */
  odd_values: z.optional(z.record(z.string(), z.unknown())),
})

/**
 * A route in a response. It accepts any value, so that one invalid record does not make the others
 * unreadable.
 */
export const route = tolerant(routeShape, {
  id: () => '',
  prefix: () => '',
  nexthop: () => '',
  priority: () => 0,
})

/** Invalid values are accepted, except that a route must have an id. */
export const foundRoute = z.pipe(z.looseObject({ id: z.string() }), route)

export type Route = z.infer<typeof route>

/** Whether the API sent an invalid value for this field. */
export const isOddAt = (
  { odd_values }: Pick<Route, 'odd_values'>,
  field: 'prefix' | 'nexthop' | 'priority',
): boolean => odd_values !== undefined && Object.hasOwn(odd_values, field)

export type RouteKey = Pick<Route, 'prefix' | 'nexthop' | 'priority'>

/** Whether both are the same network, ignoring host bits: the API's treatment of those is unknown. */
const isSamePrefix = (a: string, b: string): boolean => {
  const [one, other] = [parseCidr4(a), parseCidr4(b)]
  if (!one || !other) return a === b
  return one.prefix === other.prefix && firstOf(one) === firstOf(other)
}

/**
 * Whether two routes agree in prefix, next hop and priority. No source says what else distinguishes two routes.
 */
export const isSameRoute = (a: RouteKey, b: RouteKey): boolean =>
  isSamePrefix(a.prefix, b.prefix) && a.nexthop === b.nexthop && a.priority === b.priority

// The route itself in the schema and the client, a list of one in older documentation.
export const createdRoute = z.union([
  z.pipe(
    z.object({ routes: z.array(foundRoute).check(z.length(1)) }),
    z.transform(({ routes: [only] }) => only as Route),
  ),
  foundRoute,
])
