/** What of the list is shown and in which order. All of it is in the URL, so that a view can be sent to a colleague. */
import { STATE_KINDS, type StateKind } from '../state.ts'
import { COLUMN_IDS, type ColumnId } from './column-ids.ts'

/** In days. */
export const KEY_AGES = [30, 90, 180, 365] as const

export interface View {
  q: string
  /** None for all. */
  states: readonly StateKind[]
  /** A Cloudflare endpoint; empty for all. */
  endpoint: string
  bgp: 'on' | 'off' | null
  /** No key at all, or one older than so many days. */
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

/** Takes any text: what it does not know it leaves out. @param search the URL's, with or without question mark */
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

/** @returns the URL's search without question mark; empty for the default view */
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
  // Commas and slashes stay legible in what is sent to a colleague.
  return query.toString().replaceAll('%2C', ',').replaceAll('%2F', '/')
}

/** What the panel under "Filters" chooses. */
export type Filtered = Pick<View, 'endpoint' | 'bgp' | 'key' | 'replay'>

/** Filters besides the search text and the states. */
export const filterCount = ({ endpoint, bgp, key, replay }: Filtered): number =>
  [endpoint, bgp, key, replay].filter(Boolean).length

export const isFiltered = (view: View): boolean =>
  view.q.trim() !== '' || view.states.length > 0 || filterCount(view) > 0
