/** How this device shows the list: which columns, how dense, and the view that was used last. */
import { COLUMN_IDS, type ColumnId } from './column-ids.ts'
import { DEFAULT_COLUMNS } from './columns.tsx'
import { formatView, parseView } from './view.ts'

export const DENSITIES = ['comfortable', 'compact'] as const
export type Density = (typeof DENSITIES)[number]

/** Of a row of the table, in rem. */
export const ROW_HEIGHTS: Record<Density, number> = { comfortable: 2.75, compact: 2.25 }

export const parseColumns = (kept: unknown): readonly ColumnId[] =>
  Array.isArray(kept) ? COLUMN_IDS.filter((id) => kept.includes(id)) : DEFAULT_COLUMNS

export const parseDensity = (kept: unknown): Density => (kept === 'compact' ? 'compact' : 'comfortable')

/** A view's search text, rid of all that this version does not know; empty for none. */
export const parseLastView = (kept: unknown): string =>
  typeof kept === 'string' ? formatView(parseView(kept)) : ''
