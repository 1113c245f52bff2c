/**
 * The wire shapes of one static route: loose for what the API answers, strict for what we send. Sources:
 * docs/routes-and-health.md, Static routes. Names stay as on the wire.
 */
import * as z from 'zod/mini'

/** The region codes that a route can be limited to. */
export const ROUTE_REGIONS = ['AFR', 'APAC', 'EEUR', 'ENAM', 'ME', 'OC', 'SAM', 'WEUR', 'WNAM'] as const

const scopeInput = z.strictObject({
  colo_names: z.optional(z.array(z.string())),
  colo_regions: z.optional(z.array(z.string())),
})

const optionalFields = {
  weight: z.optional(z.int()),
  scope: z.optional(scopeInput),
  /** An update keeps what is left out and clears with an empty text; the API refuses `null`. */
  description: z.optional(z.string()),
}

/** A whole route as POST and PUT take it. */
export const routeInput = z.strictObject({
  prefix: z.string(),
  nexthop: z.string(),
  priority: z.int(),
  ...optionalFields,
})

/** A route that is still being typed, as the dry-run takes it: the same fields, none required. */
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

export const route = z.looseObject({
  id: z.string(),
  prefix: z.string(),
  nexthop: z.string(),
  priority: z.number(),
  weight: z.nullish(z.number()),
  scope: z.nullish(z.looseObject({ colo_names: texts, colo_regions: texts })),
  description: text,
  created_on: text,
  modified_on: text,
})

export type Route = z.infer<typeof route>

/** Whether this route is what that request would have made. No source says what else tells two routes apart. */
export const isRouteMadeBy = (made: Route, asked: RouteInput): boolean =>
  made.prefix === asked.prefix && made.nexthop === asked.nexthop && made.priority === asked.priority

// Schema and client answer with the route itself, older documentation with a list of one.
export const createdRoute = z.union([
  z.pipe(
    z.object({ routes: z.array(route).check(z.length(1)) }),
    z.transform(({ routes: [only] }) => only as Route),
  ),
  route,
])
