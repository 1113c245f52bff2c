/** The view of the list: search, filters and order. All of it is in the URL, so that a view can be shared. */
import { STATE_KINDS, type StateKind } from '../../state/state.ts'
import { COLUMN_IDS, type ColumnId } from './column-ids.ts'

/** Choices for the age of a key, in days. */
export const KEY_AGES = [30, 90, 180, 365] as const

export interface View {
  q: string
  /** Empty for all states. */
  states: readonly StateKind[]
  /** A Cloudflare endpoint; empty for all. */
  endpoint: string
  bgp: 'on' | 'off' | null
  /** `none` for no key, or a minimum age in days. */
  key: 'none' | (typeof KEY_AGES)[number] | null
  replay: 'on' | 'off' | null
  sort: { by: ColumnId; isDown: boolean }
}

export const DEFAULT_VIEW: View = {
  q: '',
  states: [],
  endpoint: '',
  bgp: null,
  key: null,
  replay: null,
  sort: { by: 'name', isDown: false },
}

const oneOf = <T extends string>(text: string | null, of: readonly T[]): T | null =>
  of.find((each) => each === text) ?? null

const keyOf = (text: string | null): View['key'] =>
  text === 'none' ? 'none' : (KEY_AGES.find((days) => text === `older-${days}`) ?? null)

const sortOf = (text: string | null): View['sort'] => {
  const isDown = text?.startsWith('-') === true
  const by = oneOf(isDown ? (text?.slice(1) ?? null) : text, COLUMN_IDS)
  return by ? { by, isDown } : DEFAULT_VIEW.sort
}

/** Accepts any text and ignores unknown parts. @param search the URL's query, with or without question mark */
export const parseView = (search: string): View => {
  const query = new URLSearchParams(search)
  const states = (query.get('state') ?? '').split(',')
  return {
    q: query.get('q') ?? '',
    states: STATE_KINDS.filter((kind) => states.includes(kind)),
    endpoint: query.get('endpoint') ?? '',
    bgp: oneOf(query.get('bgp'), ['on', 'off']),
    key: keyOf(query.get('key')),
    replay: oneOf(query.get('replay'), ['on', 'off']),
    sort: sortOf(query.get('sort')),
  }
}

/** @returns the URL's query without question mark; empty for the default view */
export const formatView = ({ q, states, endpoint, bgp, key, replay, sort }: View): string => {
  const query = new URLSearchParams()
  const isDefaultSort = sort.by === DEFAULT_VIEW.sort.by && !sort.isDown
  const parts = {
    q: q.trim(),
    state: states.join(','),
    endpoint,
    bgp,
    key: typeof key === 'number' ? `older-${key}` : key,
    replay,
    sort: isDefaultSort ? null : `${sort.isDown ? '-' : ''}${sort.by}`,
  }
  for (const [name, value] of Object.entries(parts)) if (value) query.set(name, value)
  // Commas and slashes stay readable in a shared URL.
  return query.toString().replaceAll('%2C', ',').replaceAll('%2F', '/')
}

/** The part of the view that the "Filters" panel changes. */
export type Filters = Pick<View, 'endpoint' | 'bgp' | 'key' | 'replay'>

/** Number of filters, without search and states. */
export const filterCount = ({ endpoint, bgp, key, replay }: Filters): number =>
  [endpoint, bgp, key, replay].filter(Boolean).length

export const isFiltered = (view: View): boolean =>
  view.q.trim() !== '' || view.states.length > 0 || filterCount(view) > 0
