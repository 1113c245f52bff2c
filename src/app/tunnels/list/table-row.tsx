/** One tunnel as a row of the table. All rows have the same height, so that thousands need not be measured. */
import { memo } from 'react'
import { placeAt } from '../../table/place-at.ts'
import type { ColumnId } from './column-ids.ts'
import { COLUMNS } from './columns.tsx'
import { MenuButton, NameLink, type RowProps, SelectBox } from './row-parts.tsx'
import type { Row } from './rows.ts'
import { StateCell } from './state-cell.tsx'

/**
 * Cuts off texts with too many lines, but no focus outline. One clip for the row costs less than one for each cell, and
 * less than none: Chromium then keeps what it has painted of the row while the page scrolls.
 */
const CLIP = 'overflow-clip [overflow-clip-margin:4px]'

/*
 * Line height, weight, figures and spacing of letters are written as properties: the utilities also set a variable, and
 * Chromium then computes the style of the element twice.
 */

/** Any other cell than state and name. The cell itself is the element of its text, because each element costs time. */
const cellOf = (id: ColumnId, row: Row, now: number) => {
  const { isRight, isMachine, cell, title } = COLUMNS[id]
  const content = cell(row, now)
  const isText = isMachine && typeof content === 'string'
  return (
    <td
      key={id}
      dir={isText ? 'ltr' : undefined}
      title={title?.(row)}
      className={`max-h-(--row) min-w-0 px-2.5 [line-height:0.875rem] wrap-anywhere in-data-[density=compact]:[line-height:0.75rem] ${isRight ? 'text-right [font-variant-numeric:tabular-nums]' : ''} ${isText ? 'mono' : ''}`}
    >
      {content}
    </td>
  )
}

export const TableRow = memo(({ row, index, top, columns, now, isStale, isSelected, actions }: RowProps) => (
  <tr
    data-index={index}
    aria-rowindex={index + 2}
    aria-selected={isSelected}
    {...placeAt(top)}
    onClick={(event) => actions.onOpen(row, event)}
    className={`grid h-(--row) [contain:size_layout_style] cursor-pointer grid-cols-(--grid) grid-rows-[100%] items-center border-t border-line hover:bg-canvas aria-selected:bg-accent-tint print:break-inside-avoid ${CLIP}`}
  >
    {columns.map((id) =>
      id === 'state' ? (
        <td key={id} className="flex min-w-0 items-center gap-2 pl-4">
          <SelectBox row={row} isSelected={isSelected} actions={actions} />
          <StateCell row={row} isStale={isStale} />
        </td>
      ) : id === 'name' ? (
        <th key={id} scope="row" className="min-w-0 px-2.5 text-left [font-weight:400]">
          <NameLink row={row} className="block w-fit max-w-full truncate" />
          {row.tunnel.description && (
            <div
              className="truncate text-xs text-fg-3 in-data-[density=compact]:hidden"
              title={row.tunnel.description}
            >
              {row.tunnel.description}
            </div>
          )}
        </th>
      ) : (
        cellOf(id, row, now)
      ),
    )}
    <td className="pr-3 text-right">
      <MenuButton row={row} actions={actions} />
    </td>
  </tr>
))
