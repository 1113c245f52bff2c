/** The button in a column heading that sorts the table. */
import ArrowDown from 'lucide-react/icons/arrow-down'
import ArrowUp from 'lucide-react/icons/arrow-up'
import type { ReactNode } from 'react'

interface Sorted {
  isSorted: boolean
  isDown: boolean
}

/** `aria-sort` for the heading's cell. */
export const ariaSort = ({ isSorted, isDown }: Sorted): 'descending' | 'ascending' | undefined =>
  isSorted ? (isDown ? 'descending' : 'ascending') : undefined

export const SortButton = ({
  isSorted,
  isDown,
  onSort,
  children,
}: Sorted & { onSort(): void; children: ReactNode }) => {
  const Mark = isDown ? ArrowDown : ArrowUp
  return (
    <button
      type="button"
      onClick={onSort}
      className={`flex min-h-6 min-w-0 items-center gap-1 hover:text-fg ${isSorted ? 'text-fg' : ''}`}
    >
      {children}
      {isSorted && <Mark aria-hidden="true" className="size-3.5 flex-none" />}
    </button>
  )
}
