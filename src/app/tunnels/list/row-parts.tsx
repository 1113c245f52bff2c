/** What a row of the table and a card have in common: the checkbox, the name that leads on, the menu's button. */
import { Ellipsis } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import type { ColumnId } from './column-ids.ts'
import type { Row } from './rows.ts'

// Few accounts have any.
const OddMark = lazy(async () => ({ default: (await import('../odd-mark.tsx')).OddMark }))

/** What the table and its rows ask for. */
export interface RowActions {
  onSort(by: ColumnId): void
  onSelectAll(isOn: boolean): void
  onOpen(row: Row, event: React.MouseEvent): void
  onSelect(row: Row, isOn: boolean, isRange: boolean): void
  onMenu(row: Row, button: HTMLElement): void
}

export interface RowProps {
  row: Row
  index: number
  /** From the top of the list in pixels; null where rows follow each other by themselves. */
  top: number | null
  columns: readonly ColumnId[]
  /** Milliseconds since the epoch. */
  now: number
  isStale: boolean
  isSelected: boolean
  actions: RowActions
  /** Tells the list how high the row came out. */
  measure?: ((element: HTMLElement | null) => void) | undefined
}

/** @param top see `RowProps` */
export const placeAt = (top: number | null) =>
  top === null
    ? undefined
    : { position: 'absolute' as const, insetInline: 0, top: 0, transform: `translateY(${top}px)` }

/** An odd record may have none: it is shown, and nothing can be done with it. */
export const isWithoutId = ({ id }: Row['tunnel']): boolean => id === ''

export const SelectBox = ({ row, isSelected, actions }: Pick<RowProps, 'row' | 'isSelected' | 'actions'>) => (
  <label className="-m-1.5 flex p-1.5 print:hidden">
    <input
      type="checkbox"
      className="size-4 accent-accent"
      aria-label={`Select ${row.tunnel.name}`}
      checked={isSelected}
      disabled={isWithoutId(row.tunnel)}
      onChange={(event) =>
        actions.onSelect(row, event.target.checked, (event.nativeEvent as MouseEvent).shiftKey === true)
      }
    />
  </label>
)

/** A row that gets the focus is scrolled out from under the bar and the head of the table. */
const CLEAR_OF_HEAD = 'scroll-mt-28 scroll-mb-24'

export const NameLink = ({ row: { tunnel } }: { row: Row }) => (
  <>
    {isWithoutId(tunnel) ? (
      <span dir="auto" className="font-medium">
        {tunnel.name}
      </span>
    ) : (
      // The row follows a click: a router's link for each of them would listen to the address and be drawn with it.
      <a
        href={paths.tunnel(tunnel.id)}
        dir="auto"
        className={`font-medium text-fg no-underline ${CLEAR_OF_HEAD}`}
      >
        {tunnel.name}
      </a>
    )}
    {tunnel.odd_values && (
      <Suspense>
        <OddMark odd={tunnel.odd_values} />
      </Suspense>
    )}
  </>
)

// Made once, so that a row that is drawn again does not look into it.
const DOTS = <Ellipsis aria-hidden="true" className="size-4" />

export const MenuButton = ({ row, actions }: Pick<RowProps, 'row' | 'actions'>) =>
  isWithoutId(row.tunnel) ? null : (
    <Button
      variant="icon"
      aria-label={`Actions for ${row.tunnel.name}`}
      aria-haspopup="menu"
      onClick={(event) => actions.onMenu(row, event.currentTarget)}
      className="size-8! max-sm:size-11! print:hidden"
    >
      {DOTS}
    </Button>
  )
