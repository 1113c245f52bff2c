/** The headings of the routes. Memoised, so that typing in the search does not render it. */
import { memo } from 'react'
import { ActionsHeading } from '../table/actions-heading.tsx'
import { STICKY_HEAD } from '../table/look.ts'
import { ariaSort, SortButton } from '../ui/sort-button.tsx'
import { HIDDEN_IN_GRID, ROUTE_GRID, type RouteTableActions } from './route-table-row.tsx'
import { isRight, ROUTE_COLUMNS, ROUTE_HEADINGS, type RouteView } from './route-view.ts'

interface RouteTableHeadProps {
  sort: RouteView['sort']
  isCards: boolean
  actions: RouteTableActions
}

export const RouteTableHead = memo(({ sort, isCards, actions }: RouteTableHeadProps) => (
  <thead className={isCards ? 'sr-only' : STICKY_HEAD}>
    <tr aria-rowindex={1} className={`grid h-9 items-center text-2xs text-fg-2 ${ROUTE_GRID}`}>
      {ROUTE_COLUMNS.map((column) => {
        const sorted = { isSorted: sort.by === column, isDown: sort.isDown }
        return (
          <th
            key={column}
            scope="col"
            aria-sort={ariaSort(sorted)}
            className={`flex min-w-0 px-2.5 font-medium whitespace-nowrap ${isRight(column) ? 'justify-end' : ''} ${isCards ? '' : (HIDDEN_IN_GRID[column] ?? '')}`}
          >
            {isCards ? (
              ROUTE_HEADINGS[column]
            ) : (
              <SortButton {...sorted} onSort={() => actions.onSort(column)}>
                {ROUTE_HEADINGS[column]}
              </SortButton>
            )}
          </th>
        )
      })}
      <ActionsHeading />
    </tr>
  </thead>
))
