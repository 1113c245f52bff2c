/** The account's static routes as a table, or as cards on narrow screens. Of many only the visible are rendered. */
import { lazy, memo, Suspense, useCallback } from 'react'
import { useLayout } from '../table/use-layout.ts'
import { ariaSort, SortButton } from '../ui/sort-button.tsx'
import { useWriteRefusal } from '../use-write-refusal.ts'
import type { RouteRow } from './route-rows.ts'
import { ROUTE_GRID, type RouteRowProps, type RouteTableActions, RouteTableRow } from './route-table-row.tsx'
import { isRight, ROUTE_COLUMNS, ROUTE_HEADINGS, type RouteView } from './route-view.ts'

const VirtualRows = lazy(() =>
  import('../table/virtual-rows.tsx').then(({ VirtualRows }) => ({ default: VirtualRows })),
)

const MOST_DRAWN = 60
const DRAWN_FIRST = 24
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
  const draw = (index: number, top: number | null, measure?: RouteRowProps['measure']) => {
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
  const plain = (count: number) => (
    <tbody className="block">{rows.slice(0, count).map((_row, index) => draw(index, null))}</tbody>
  )
  return (
    <table
      // biome-ignore lint/a11y/noRedundantRoles: some browsers do not expose a table that is laid out as a grid
      role="table"
      aria-label="Static routes of this account"
      aria-rowcount={rows.length + 1}
      className={`block text-left ${isCards ? '' : 'rounded-card border border-line bg-surface [--bg:var(--color-surface)]'}`}
    >
      <thead
        className={
          isCards
            ? 'sr-only'
            : 'sticky top-(--bar) z-3 block rounded-t-card bg-surface shadow-[0_1px_0_var(--color-line)] short:static print:static'
        }
      >
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
          <th scope="col">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      {isPrinting || rows.length <= MOST_DRAWN ? (
        plain(rows.length)
      ) : (
        <Suspense fallback={plain(DRAWN_FIRST)}>
          <VirtualRows
            rows={rows}
            height={isCards ? HEIGHTS.card : HEIGHTS.row}
            isMeasured={isCards}
            keep={-1}
            keyOf={isCards ? keyOf : undefined}
          >
            {draw}
          </VirtualRows>
        </Suspense>
      )}
    </table>
  )
})
