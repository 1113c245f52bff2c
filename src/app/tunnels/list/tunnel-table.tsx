/** The list as a table or as cards. */
import { lazy, memo, type Ref, Suspense, useCallback, useMemo } from 'react'
import { useLayout } from '../../table/use-layout.ts'
import { ariaSort, SortButton } from '../../ui/sort-button.tsx'
import { CARD_COLUMNS, CardRow } from './card-row.tsx'
import type { ColumnId } from './column-ids.ts'
import { COLUMNS, fitting, gridOf, tableWidth } from './columns.tsx'
import { type Density, ROW_HEIGHTS } from './preferences.ts'
import type { RowActions } from './row-parts.tsx'
import type { Row } from './rows.ts'
import { TableRow } from './table-row.tsx'
import { type RowFocus, useRowFocus } from './use-row-focus.ts'
import type { View } from './view.ts'

const VirtualRows = lazy(() =>
  import('../../table/virtual-rows.tsx').then(({ VirtualRows }) => ({ default: VirtualRows })),
)

/** Rows of a longer list to render until the code for visible rows has loaded. */
const DRAWN_FIRST = 24
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
  const chosenRows = selected.size === 0 ? 0 : rows.filter(({ tunnel }) => selected.has(tunnel.id)).length

  const draw = (index: number, top: number | null, measure?: (element: HTMLElement | null) => void) => {
    const row = rows[index]
    if (!row) return null
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
  const plain = (count: number) => (
    <tbody className="block">{rows.slice(0, count).map((_row, index) => draw(index, null))}</tbody>
  )
  const isAll = isPrinting || !isLong
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
      className={`block text-left ${isCards ? '' : 'rounded-card border border-line bg-surface [--bg:var(--color-surface)]'}`}
    >
      <thead
        className={
          isCards
            ? 'relative -mt-2 block'
            : 'sticky top-(--bar) z-3 block rounded-t-card bg-surface shadow-[0_1px_0_var(--color-line)] short:static print:static'
        }
      >
        <tr
          aria-rowindex={1}
          className={isCards ? 'block w-fit' : 'grid h-9 grid-cols-(--grid) items-center text-2xs text-fg-2'}
        >
          {columns.map((id) => {
            const isSorted = sort.by === id
            const { heading, isRight } = COLUMNS[id]
            return (
              <th
                key={id}
                scope="col"
                aria-sort={ariaSort({ isSorted, isDown: sort.isDown })}
                className={
                  isCards
                    ? id === 'state'
                      ? 'block font-normal'
                      : 'sr-only'
                    : `flex min-w-0 items-center gap-3 font-medium whitespace-nowrap ${id === 'state' ? 'pl-4' : 'px-2.5'} ${isRight ? 'justify-end' : ''}`
                }
              >
                {id === 'state' && (
                  <label
                    className={`flex print:hidden ${isCards ? 'min-h-9 items-center gap-2 px-4 text-fg-2 max-sm:min-h-11' : '-m-1.5 p-1.5'}`}
                  >
                    <input
                      type="checkbox"
                      className="size-4 accent-accent"
                      aria-label="Select all"
                      checked={chosenRows > 0 && chosenRows === rows.length}
                      ref={(box) => {
                        if (box) box.indeterminate = chosenRows > 0 && chosenRows < rows.length
                      }}
                      onChange={(event) => actions.onSelectAll(event.target.checked)}
                    />
                    {isCards && <span aria-hidden="true">Select all</span>}
                  </label>
                )}
                {isCards ? (
                  <span className="sr-only">{heading}</span>
                ) : (
                  <SortButton isSorted={isSorted} isDown={sort.isDown} onSort={() => actions.onSort(id)}>
                    {heading}
                  </SortButton>
                )}
              </th>
            )
          })}
          <th scope="col">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      {isAll ? (
        plain(rows.length)
      ) : (
        <Suspense fallback={plain(DRAWN_FIRST)}>
          <VirtualRows
            ref={scroller}
            rows={rows}
            height={isCards ? CARD_HEIGHT : ROW_HEIGHTS[density]}
            isMeasured={isCards}
            keep={active}
            keyOf={isCards ? keyOf : undefined}
            onDrawn={settle}
          >
            {draw}
          </VirtualRows>
        </Suspense>
      )}
    </table>
  )
})
