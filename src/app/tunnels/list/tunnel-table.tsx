/** The list as a table or as cards. */
import { memo, type Ref, useCallback, useMemo } from 'react'
import { DrawnRows } from '../../table/drawn-rows.tsx'
import { FRAMED_TABLE, TABLE } from '../../table/look.ts'
import type { Top } from '../../table/place-at.ts'
import { useLayout } from '../../table/use-layout.ts'
import { CARD_COLUMNS, CardRow } from './card-row.tsx'
import type { ColumnId } from './column-ids.ts'
import { fitting, gridOf, tableWidth } from './columns.tsx'
import { type Density, ROW_HEIGHTS } from './preferences.ts'
import type { RowActions } from './row-parts.tsx'
import type { Row } from './rows.ts'
import { type Selected, TableHead } from './table-head.tsx'
import { TableRow } from './table-row.tsx'
import { type RowFocus, useRowFocus } from './use-row-focus.ts'
import type { View } from './view.ts'

/** Height of a card before it is measured, in rem. */
const CARD_HEIGHT = 9.75

interface TunnelTableProps {
  ref: Ref<RowFocus>
  rows: readonly Row[]
  /** Renders only the visible rows. */
  isLong: boolean
  chosen: readonly ColumnId[]
  density: Density
  sort: View['sort']
  now: number
  isStale: boolean
  selected: ReadonlySet<string>
  actions: RowActions
}

const selectedOf = (rows: readonly Row[], selected: ReadonlySet<string>): Selected => {
  if (selected.size === 0) return 'none'
  const count = rows.filter(({ tunnel }) => selected.has(tunnel.id)).length
  if (count === 0) return 'none'
  return count < rows.length ? 'some' : 'all'
}

export const TunnelTable = memo((props: TunnelTableProps) => {
  const { ref, rows, isLong, chosen, density, sort, now, isStale, selected, actions } = props
  const { isCards, isPrinting, width } = useLayout()
  const { table, scroller, active, settle, handlers } = useRowFocus(rows, ref)
  const columns = useMemo(
    () => (isCards ? CARD_COLUMNS : fitting(chosen, tableWidth(chosen, width))),
    [isCards, chosen, width],
  )
  // Measured heights belong to tunnels. Stable, because a new function would lay out thousands of rows again.
  // A malformed record may have no ID.
  const keyOf = useCallback((index: number) => rows[index]?.tunnel.id || String(index), [rows])

  const draw = (row: Row, index: number, top: Top, measure?: (element: HTMLElement | null) => void) => {
    const shared = {
      row,
      index,
      top,
      columns,
      now,
      isStale,
      actions,
      measure,
      isSelected: selected.has(row.tunnel.id),
    }
    // Rows of the table keep their elements: a search then changes their texts, which is faster than new rows.
    return isCards ? <CardRow key={keyOf(index)} {...shared} /> : <TableRow key={index} {...shared} />
  }
  return (
    <table
      ref={table}
      // Explicit roles, because some browsers do not expose a table that is laid out as a grid.
      // biome-ignore lint/a11y/noRedundantRoles: as above
      role="table"
      aria-label="Tunnels of this account"
      aria-rowcount={rows.length + 1}
      data-density={density}
      data-stale={isStale}
      {...handlers}
      style={{ '--grid': gridOf(columns), '--row': `${ROW_HEIGHTS[density]}rem` } as React.CSSProperties}
      className={isCards ? TABLE : FRAMED_TABLE}
    >
      <TableHead
        columns={columns}
        sort={sort}
        isCards={isCards}
        selected={selectedOf(rows, selected)}
        actions={actions}
      />
      <DrawnRows
        ref={scroller}
        rows={rows}
        isLong={isLong && !isPrinting}
        height={isCards ? CARD_HEIGHT : ROW_HEIGHTS[density]}
        isMeasured={isCards}
        keep={active}
        keyOf={isCards ? keyOf : undefined}
        onDrawn={settle}
      >
        {draw}
      </DrawnRows>
    </table>
  )
})
