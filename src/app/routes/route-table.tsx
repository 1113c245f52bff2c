/** The account's static routes as a table, or as cards on narrow screens. Of many only the visible are rendered. */
import { memo, useCallback } from 'react'
import { DrawnRows } from '../table/drawn-rows.tsx'
import { FRAMED_TABLE, TABLE } from '../table/look.ts'
import type { Top } from '../table/place-at.ts'
import { useLayout } from '../table/use-layout.ts'
import type { RouteRow } from './route-rows.ts'
import { RouteTableHead } from './route-table-head.tsx'
import { type RouteRowProps, type RouteTableActions, RouteTableRow } from './route-table-row.tsx'
import type { RouteView } from './route-view.ts'

/** Height of a table row, and of a card before it is measured, in rem. */
const HEIGHTS = { row: 3, card: 9 }

interface RouteTableProps {
  rows: readonly RouteRow[]
  /** Renders only the visible rows. */
  isLong: boolean
  sort: RouteView['sort']
  now: number
  /** The tunnels could not be read again, so their states are old. */
  isStale: boolean
  refusal: string | undefined
  actions: RouteTableActions
}

export const RouteTable = memo((props: RouteTableProps) => {
  const { rows, isLong, sort, now, isStale, refusal, actions } = props
  const { isCards, isPrinting } = useLayout()
  const keyOf = useCallback((index: number) => rows[index]?.route.id || String(index), [rows])
  const draw = (row: RouteRow, index: number, top: Top, measure?: RouteRowProps['measure']) => (
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
  )
  return (
    <table
      // biome-ignore lint/a11y/noRedundantRoles: some browsers do not expose a table that is laid out as a grid
      role="table"
      aria-label="Static routes of this account"
      aria-rowcount={rows.length + 1}
      className={isCards ? TABLE : FRAMED_TABLE}
    >
      <RouteTableHead sort={sort} isCards={isCards} actions={actions} />
      <DrawnRows
        rows={rows}
        isLong={isLong && !isPrinting}
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
