/** The headings of the list, and "Select all". Memoised, so that typing in the search does not render it. */
import { memo } from 'react'
import { ActionsHeading } from '../../table/actions-heading.tsx'
import { STICKY_HEAD } from '../../table/look.ts'
import { ariaSort, SortButton } from '../../ui/sort-button.tsx'
import type { ColumnId } from './column-ids.ts'
import { COLUMNS } from './columns.tsx'
import type { RowActions } from './row-parts.tsx'
import type { View } from './view.ts'

/** How many of the shown rows are selected. */
export type Selected = 'none' | 'some' | 'all'

interface SelectAllProps {
  isCards: boolean
  selected: Selected
  actions: RowActions
}

const SelectAll = ({ isCards, selected, actions }: SelectAllProps) => (
  <label
    className={`flex print:hidden ${isCards ? 'min-h-9 items-center gap-2 px-4 text-fg-2 max-sm:min-h-11' : '-m-1.5 p-1.5'}`}
  >
    <input
      type="checkbox"
      className="size-4 accent-accent"
      aria-label="Select all"
      checked={selected === 'all'}
      ref={(box) => {
        if (box) box.indeterminate = selected === 'some'
      }}
      onChange={(event) => actions.onSelectAll(event.target.checked)}
    />
    {isCards && <span aria-hidden="true">Select all</span>}
  </label>
)

const lookOf = (id: ColumnId, isCards: boolean): string => {
  if (isCards) return id === 'state' ? 'block font-normal' : 'sr-only'
  return `flex min-w-0 items-center gap-3 font-medium whitespace-nowrap ${id === 'state' ? 'pl-4' : 'px-2.5'} ${COLUMNS[id].isRight ? 'justify-end' : ''}`
}

interface TableHeadProps extends SelectAllProps {
  columns: readonly ColumnId[]
  sort: View['sort']
}

export const TableHead = memo(({ columns, sort, isCards, selected, actions }: TableHeadProps) => (
  <thead className={isCards ? 'relative -mt-2 block' : STICKY_HEAD}>
    <tr
      aria-rowindex={1}
      className={isCards ? 'block w-fit' : 'grid h-9 grid-cols-(--grid) items-center text-2xs text-fg-2'}
    >
      {columns.map((id) => {
        const sorted = { isSorted: sort.by === id, isDown: sort.isDown }
        const { heading } = COLUMNS[id]
        return (
          <th key={id} scope="col" aria-sort={ariaSort(sorted)} className={lookOf(id, isCards)}>
            {id === 'state' && <SelectAll isCards={isCards} selected={selected} actions={actions} />}
            {isCards ? (
              <span className="sr-only">{heading}</span>
            ) : (
              <SortButton {...sorted} onSort={() => actions.onSort(id)}>
                {heading}
              </SortButton>
            )}
          </th>
        )
      })}
      <ActionsHeading />
    </tr>
  </thead>
))
