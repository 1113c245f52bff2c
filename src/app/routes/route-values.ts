/**
 * The form of a static route: its values, the findings of the rules, and the request body
 * (docs/routes-and-health.md, Static routes). Pure.
 */
import { tidyAddress } from '../../contract/address/typed-address.ts'
import { splitPrefixes } from '../../contract/address/typed-prefixes.ts'
import { tidyText } from '../../contract/characters.ts'
import { error, type Finding, type Neighbour } from '../../contract/finding.ts'
import { isOddAt, isSameRoute, type Route, type RouteDraft, type RouteInput } from '../../contract/route.ts'
import {
  judgeDuplicate,
  judgeNextHop,
  judgePriority,
  judgeRegions,
  judgeRoutePrefix,
  judgeWeight,
} from '../../contract/rules/route.ts'
import { judgeDescription } from '../../contract/rules/text.ts'
import { wholeNumber } from '../../contract/rules/whole-number.ts'

export const ROUTE_FIELDS = ['prefix', 'nexthop', 'priority', 'weight', 'regions', 'description'] as const

export type RouteField = (typeof ROUTE_FIELDS)[number]
export type RouteValues = Record<RouteField, string>

export const ROUTE_LABELS: Record<RouteField, string> = {
  prefix: 'Prefix',
  nexthop: 'Next hop',
  priority: 'Priority',
  weight: 'Weight',
  regions: 'Region',
  description: 'Description',
}

/** The data that the rules compare the form with. */
export interface RouteContext {
  /** The account's other routes. */
  routes: readonly Route[]
  /** Undefined while they are not read. */
  tunnels: readonly Neighbour[] | undefined
  /** The route to change; null for a new one. */
  before: Route | null
}

/** Routes learned by BGP also have this priority (docs/routes-and-health.md, Static routes). */
const USUAL_PRIORITY = 100

export const newRouteValues = (more: Partial<RouteValues> = {}): RouteValues => ({
  prefix: '',
  nexthop: '',
  priority: String(USUAL_PRIORITY),
  weight: '',
  regions: '',
  description: '',
  ...more,
})

/** The form's values for a route. A value that should be a number and is not one is blank, and must be typed. */
export const valuesOf = (route: Route): RouteValues => {
  const { prefix, nexthop, priority, weight, scope, description } = route
  return {
    prefix,
    nexthop,
    priority: isOddAt(route, 'priority') ? '' : String(priority),
    weight: weight == null ? '' : String(weight),
    regions: (scope?.colo_regions ?? []).join(', '),
    description: description ?? '',
  }
}

const regionsOf = (text: string): string[] => splitPrefixes(text).map((code) => code.toUpperCase())

const integerOf = (text: string): number | undefined => wholeNumber(text) ?? undefined

const scopeOf = (regions: readonly string[], before: Route | null): RouteDraft['scope'] => {
  const names = before?.scope?.colo_names ?? []
  const had = (before?.scope?.colo_regions ?? []).length > 0
  if (regions.length === 0 && names.length === 0 && !had) return undefined
  return { colo_regions: [...regions], ...(names.length > 0 && { colo_names: [...names] }) }
}

/**
 * The request body for any state of the form. A PUT keeps omitted fields, so a removed description is sent as an
 * empty string. Data centres, which the form does not show, are sent unchanged.
 */
export const routeToWire = (values: RouteValues, before: Route | null): RouteDraft => {
  const description = tidyText(values.description)
  const all = {
    prefix: tidyAddress(values.prefix) || undefined,
    nexthop: tidyAddress(values.nexthop) || undefined,
    priority: integerOf(values.priority),
    weight: integerOf(values.weight),
    scope: scopeOf(regionsOf(values.regions), before),
    description: description === '' && !before?.description ? undefined : description,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

/** The request body of a form in which no required field is blank or wrong. */
export const routeInputOf = (values: RouteValues, before: Route | null): RouteInput =>
  routeToWire(values, before) as RouteInput

export type RouteFindings = Record<RouteField, readonly Finding[]>

const KEPT_WEIGHT = 'Cloudflare keeps a weight that is left out. Type the weight that it should have'

export const judgeRoute = (values: RouteValues, { routes, tunnels, before }: RouteContext): RouteFindings => {
  const prefix = tidyAddress(values.prefix)
  const nexthop = tidyAddress(values.nexthop)
  const priority = integerOf(values.priority)
  const losesWeight = before?.weight != null && values.weight.trim() === ''
  return {
    prefix: [
      ...judgeRoutePrefix(prefix),
      ...(priority === undefined ? [] : judgeDuplicate({ prefix, nexthop, priority }, routes)),
    ],
    nexthop: judgeNextHop(nexthop, tunnels),
    priority: judgePriority(values.priority, { prefix, nexthop }, routes),
    weight: losesWeight ? [error(KEPT_WEIGHT)] : judgeWeight(values.weight),
    regions: judgeRegions(regionsOf(values.regions), prefix, routes),
    description: judgeDescription(tidyText(values.description)),
  }
}

export const hasError = (findings: readonly Finding[]): boolean =>
  findings.some(({ severity }) => severity === 'error')

export const wrongFields = (findings: RouteFindings): RouteField[] =>
  ROUTE_FIELDS.filter((field) => hasError(findings[field]))

/** The fields whose value differs from the route's value. */
export const changedRouteFields = (values: RouteValues, route: Route): RouteField[] => {
  const was = routeToWire(valuesOf(route), route)
  const now = routeToWire(values, route)
  const at = (draft: RouteDraft, field: RouteField) =>
    JSON.stringify(field === 'regions' ? draft.scope : draft[field])
  return ROUTE_FIELDS.filter((field) => at(was, field) !== at(now, field))
}

/** Whether the route has every value that was entered, so that a create whose answer was lost may have made it. */
export const hasEntered = (route: Route, values: RouteValues): boolean =>
  // The API may write the prefix in another form, and fill in what was left blank.
  isSameRoute(route, routeInputOf(values, null)) &&
  changedRouteFields(values, route).every((field) => field === 'prefix' || values[field].trim() === '')

const WIRE_NAMES: Record<string, RouteField> = { scope: 'regions', colo_regions: 'regions' }

/** The field that an error's pointer names; null for the request as a whole. */
export const routeFieldAt = (pointer: string | undefined): RouteField | null => {
  const names = (pointer ?? '').split('/')
  return (
    ROUTE_FIELDS.find((field) => names.includes(field)) ??
    names.flatMap((name) => WIRE_NAMES[name] ?? [])[0] ??
    null
  )
}
