/** Display settings of the list on this device: columns, density, and the last view. */
import { COLUMN_IDS, type ColumnId } from './column-ids.ts'
import { DEFAULT_COLUMNS } from './columns.tsx'
import { formatView, parseView } from './view.ts'

export const DENSITIES = ['comfortable', 'compact'] as const
export type Density = (typeof DENSITIES)[number]

/** Height of a table row, in rem. */
export const ROW_HEIGHTS: Record<Density, number> = { comfortable: 2.75, compact: 2.25 }

export const parseColumns = (kept: unknown): readonly ColumnId[] =>
  Array.isArray(kept) ? COLUMN_IDS.filter((id) => kept.includes(id)) : DEFAULT_COLUMNS

export const parseDensity = (kept: unknown): Density => (kept === 'compact' ? 'compact' : 'comfortable')

/** The query of a stored view, without parts that this version does not know; empty for none. */
export const parseLastView = (kept: unknown): string =>
  typeof kept === 'string' ? formatView(parseView(kept)) : ''
