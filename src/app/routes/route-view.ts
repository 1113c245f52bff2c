/** The view of the routes page: search, filters, order and look-up. All of it is in the URL. */
import type { Entry } from '../../contract/route-lookup.ts'
import { TARGET_STATES, type TargetState } from './route-target.ts'

export const ROUTE_COLUMNS = [
  'state',
  'prefix',
  'nexthop',
  'tunnel',
  'priority',
  'weight',
  'region',
  'description',
  'modified',
] as const

export type RouteColumn = (typeof ROUTE_COLUMNS)[number]

export const ROUTE_HEADINGS: Record<RouteColumn, string> = {
  state: 'Leads to',
  prefix: 'Prefix',
  nexthop: 'Next hop',
  tunnel: 'Tunnel',
  priority: 'Priority',
  weight: 'Weight',
  region: 'Region',
  description: 'Description',
  modified: 'Modified',
}

/** Numbers are right-aligned. */
export const isRight = (column: RouteColumn): boolean => column === 'priority' || column === 'weight'

export interface RouteView {
  q: string
  /** Empty for all states. */
  states: readonly TargetState[]
  sort: { by: RouteColumn; isDown: boolean }
  /** The address to look up; empty for none. */
  to: string
  /** Where its traffic enters; empty for anywhere. */
  entry: Entry
}

export const DEFAULT_ROUTE_VIEW: RouteView = {
  q: '',
  states: [],
  // Routes that lead nowhere are at the top.
  sort: { by: 'state', isDown: false },
  to: '',
  entry: {},
}

const sortOf = (text: string): RouteView['sort'] => {
  const isDown = text.startsWith('-')
  const by = ROUTE_COLUMNS.find((column) => column === (isDown ? text.slice(1) : text))
  return by ? { by, isDown } : DEFAULT_ROUTE_VIEW.sort
}

const entryOf = (query: URLSearchParams): Entry => {
  const [region, colo] = [query.get('region'), query.get('colo')]
  if (region) return { region }
  return colo ? { colo } : {}
}

/** Accepts any text and ignores unknown parts. @param search the URL's query, with or without question mark */
export const parseRouteView = (search: string): RouteView => {
  const query = new URLSearchParams(search)
  const states = (query.get('state') ?? '').split(',')
  return {
    q: query.get('q') ?? '',
    states: TARGET_STATES.filter((state) => states.includes(state)),
    sort: sortOf(query.get('sort') ?? ''),
    to: query.get('to') ?? '',
    entry: entryOf(query),
  }
}

/** @returns the URL's query without question mark; empty for the default view */
export const formatRouteView = ({ q, states, sort, to, entry }: RouteView): string => {
  const query = new URLSearchParams()
  const isDefaultSort = sort.by === DEFAULT_ROUTE_VIEW.sort.by && !sort.isDown
  const parts = {
    q: q.trim(),
    state: states.join(','),
    sort: isDefaultSort ? '' : `${sort.isDown ? '-' : ''}${sort.by}`,
    to: to.trim(),
    ...entry,
  }
  for (const [name, value] of Object.entries(parts)) if (value) query.set(name, value)
  return query.toString().replaceAll('%2C', ',').replaceAll('%2F', '/')
}

export const isRouteViewFiltered = ({ q, states }: Pick<RouteView, 'q' | 'states'>): boolean =>
  q.trim() !== '' || states.length > 0
