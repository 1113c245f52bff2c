/** The account's static routes as a table, or as cards on narrow screens. Of many only the visible are rendered. */
import { memo, useCallback } from 'react'
import { ActionsHeading } from '../table/actions-heading.tsx'
import { DrawnRows, isLongList } from '../table/drawn-rows.tsx'
import { FRAMED_TABLE, STICKY_HEAD, TABLE } from '../table/look.ts'
import type { Top } from '../table/place-at.ts'
import { useLayout } from '../table/use-layout.ts'
import { ariaSort, SortButton } from '../ui/sort-button.tsx'
import { useWriteRefusal } from '../use-write-refusal.ts'
import type { RouteRow } from './route-rows.ts'
import { ROUTE_GRID, type RouteRowProps, type RouteTableActions, RouteTableRow } from './route-table-row.tsx'
import { isRight, ROUTE_COLUMNS, ROUTE_HEADINGS, type RouteView } from './route-view.ts'

/** Height of a table row, and of a card before it is measured, in rem. */
const HEIGHTS = { row: 3, card: 9 }

interface RouteTableProps {
  rows: readonly RouteRow[]
  sort: RouteView['sort']
  now: number
  /** The tunnels could not be read again, so their states are old. */
  isStale: boolean
  actions: RouteTableActions
}

export const RouteTable = memo(({ rows, sort, now, isStale, actions }: RouteTableProps) => {
  const { isCards, isPrinting } = useLayout()
  const refusal = useWriteRefusal()
  const keyOf = useCallback((index: number) => rows[index]?.route.id || String(index), [rows])
  const draw = (index: number, top: Top, measure?: RouteRowProps['measure']) => {
    const row = rows[index]
    return row ? (
      <RouteTableRow
        // Rows of the table keep their elements, which then show another route.
        key={isCards ? keyOf(index) : index}
        row={row}
        index={index}
        top={top}
        isCard={isCards}
        now={now}
        isStale={isStale}
        refusal={refusal}
        actions={actions}
        measure={measure}
      />
    ) : null
  }
  return (
    <table
      // biome-ignore lint/a11y/noRedundantRoles: some browsers do not expose a table that is laid out as a grid
      role="table"
      aria-label="Static routes of this account"
      aria-rowcount={rows.length + 1}
      className={isCards ? TABLE : FRAMED_TABLE}
    >
      <thead className={isCards ? 'sr-only' : STICKY_HEAD}>
        <tr aria-rowindex={1} className={`grid h-9 items-center text-2xs text-fg-2 ${ROUTE_GRID}`}>
          {ROUTE_COLUMNS.map((column) => (
            <th
              key={column}
              scope="col"
              aria-sort={ariaSort({ isSorted: sort.by === column, isDown: sort.isDown })}
              className={`flex min-w-0 px-2.5 font-medium whitespace-nowrap ${isRight(column) ? 'justify-end' : ''}`}
            >
              {isCards ? (
                ROUTE_HEADINGS[column]
              ) : (
                <SortButton
                  isSorted={sort.by === column}
                  isDown={sort.isDown}
                  onSort={() => actions.onSort(column)}
                >
                  {ROUTE_HEADINGS[column]}
                </SortButton>
              )}
            </th>
          ))}
          <ActionsHeading />
        </tr>
      </thead>
      <DrawnRows
        rows={rows}
        isLong={isLongList(rows.length) && !isPrinting}
        height={isCards ? HEIGHTS.card : HEIGHTS.row}
        isMeasured={isCards}
        keep={-1}
        keyOf={isCards ? keyOf : undefined}
      >
        {draw}
      </DrawnRows>
    </table>
  )
})
