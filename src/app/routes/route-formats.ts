/** The formats in which static routes are exported. */

import { isOddAt, type Route } from '../../contract/route.ts'
import { asReceived } from '../../contract/tolerant.ts'
import { visibleJson } from '../../contract/visible.ts'
import { CSV_NOTE, csvRow } from '../export/csv.ts'
import { block, Expression } from '../export/hcl.ts'
import type { ExportText } from '../export/parts.ts'
import { curlTo } from '../export/request.ts'
import { adoption, TERRAFORM_HEAD } from '../export/terraform.ts'
import { terraformNames } from '../export/terraform-names.ts'

/** The provider's schema (docs/routes-and-health.md, Static routes). */
const RESOURCE = 'cloudflare_magic_wan_static_route'

/** The body that creates the route, without fields that the API omits or returns as null. */
export const routeConfiguration = ({ prefix, nexthop, priority, weight, scope, description }: Route) => {
  const names = scope?.colo_names ?? []
  const regions = scope?.colo_regions ?? []
  return {
    prefix,
    nexthop,
    priority,
    ...(weight != null && { weight }),
    ...((names.length > 0 || regions.length > 0) && {
      scope: {
        ...(names.length > 0 && { colo_names: names }),
        ...(regions.length > 0 && { colo_regions: regions }),
      },
    }),
    ...(description && { description }),
  }
}

const NEEDED = ['prefix', 'nexthop', 'priority'] as const

/** The routes that can be created again, and comments that name the others with the reason. */
const usable = (routes: readonly Route[]): { whole: Route[]; comments: string } => {
  const oddIn = (route: Route) => NEEDED.filter((field) => isOddAt(route, field))
  const odd = routes.filter((route) => oddIn(route).length > 0)
  return {
    whole: routes.filter((route) => oddIn(route).length === 0),
    comments: odd
      .map(
        (route) => `# Left out: route ${visibleJson(route.id)}, ${oddIn(route).join(', ')} not recognised.\n`,
      )
      .join(''),
  }
}

function* terraform(all: readonly Route[]): Generator<string> {
  const { whole: routes, comments } = usable(all)
  const names = terraformNames(routes.map(({ id, prefix }) => ({ id, name: `route_${prefix}` })))
  yield TERRAFORM_HEAD
  yield comments
  for (const [index, route] of routes.entries()) {
    const name = names[index] ?? ''
    const account_id = new Expression('var.cloudflare_account_id')
    yield [
      '\n',
      adoption(RESOURCE, name, route.id),
      '\n',
      block(`resource "${RESOURCE}" "${name}"`, { account_id, ...routeConfiguration(route) }),
    ].join('')
  }
}

function* json(routes: readonly Route[]): Generator<string> {
  yield `${visibleJson(routes.map(asReceived))}\n`
}

const COLUMNS: Record<string, (route: Route) => unknown> = {
  id: ({ id }) => id,
  prefix: ({ prefix }) => prefix,
  nexthop: ({ nexthop }) => nexthop,
  priority: (route) => (isOddAt(route, 'priority') ? undefined : route.priority),
  weight: ({ weight }) => weight,
  'scope.colo_regions': ({ scope }) => scope?.colo_regions,
  'scope.colo_names': ({ scope }) => scope?.colo_names,
  description: ({ description }) => description,
  created_on: ({ created_on }) => created_on,
  modified_on: ({ modified_on }) => modified_on,
}

function* csv(routes: readonly Route[]): Generator<string> {
  yield csvRow(Object.keys(COLUMNS))
  for (const route of routes) yield csvRow(Object.values(COLUMNS).map((read) => read(route)))
}

function* curl(all: readonly Route[]): Generator<string> {
  const { whole: routes, comments } = usable(all)
  yield `# Creates these routes, one request each.\n${comments}`
  for (const route of routes)
    yield `\n${curlTo('routes', visibleJson(routeConfiguration(route)), 'POST', [])}\n`
}

export const routeTexts = (routes: readonly Route[]): ExportText[] => [
  {
    title: 'Terraform',
    ending: 'tf',
    mime: 'text/plain',
    note: 'Imports the existing routes. The account is a variable.',
    parts: () => terraform(routes),
  },
  {
    title: 'JSON',
    ending: 'json',
    mime: 'application/json',
    note: 'The routes as the API reports them.',
    parts: () => json(routes),
  },
  {
    title: 'CSV',
    ending: 'csv',
    mime: 'text/csv',
    note: CSV_NOTE,
    parts: () => csv(routes),
  },
  {
    title: 'curl',
    ending: 'sh',
    mime: 'text/x-shellscript',
    note: 'Creates the same routes. Token and account come from the environment.',
    parts: () => curl(routes),
  },
]
