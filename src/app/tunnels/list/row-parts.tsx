/** Parts shared by table rows and cards: the checkbox, the link with the name, the menu button. */
import { Suspense } from 'react'
import { paths } from '../../paths.ts'
import type { Top } from '../../table/place-at.ts'
import { lazyPart } from '../../ui/lazy-part.ts'
import type { ColumnId } from './column-ids.ts'
import type { Row } from './rows.ts'

// Loaded when needed, because few accounts have odd values.
const OddMark = lazyPart(async () => (await import('../../state/odd-mark.tsx')).OddMark)

/** Actions that the table and its rows call. */
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
  top: Top
  columns: readonly ColumnId[]
  /** Milliseconds since the epoch. */
  now: number
  isStale: boolean
  isSelected: boolean
  actions: RowActions
  /** Ref that measures the row's height. */
  measure?: ((element: HTMLElement | null) => void) | undefined
}

/** A malformed record may have no ID: it is shown, and has no actions. */
export const isWithoutId = ({ id }: Row['tunnel']): boolean => id === ''

export const SelectBox = ({ row, isSelected, actions }: Pick<RowProps, 'row' | 'isSelected' | 'actions'>) => (
  <label className="-m-1.5 -mr-0.5 flex p-1.5 print:hidden">
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

/** Scroll margins, so that a focused row is not behind the bar or the head of the table. */
const CLEAR_OF_HEAD = 'scroll-mt-28 scroll-mb-24'

export const NameLink = ({ row: { tunnel }, className = '' }: { row: Row; className?: string }) => {
  const name = isWithoutId(tunnel) ? (
    <span dir="auto" className={`font-medium ${className}`}>
      {tunnel.name}
    </span>
  ) : (
    // The row's click handler navigates. A `Link` in each row would subscribe to the URL and render when it changes.
    <a
      href={paths.tunnel(tunnel.id)}
      dir="auto"
      title={tunnel.name}
      className={`[font-weight:500] text-fg no-underline ${CLEAR_OF_HEAD} ${className}`}
    >
      {tunnel.name}
    </a>
  )
  return tunnel.odd_values ? (
    <div className="flex items-center">
      {name}
      <Suspense>
        <OddMark odd={tunnel.odd_values} />
      </Suspense>
    </div>
  ) : (
    name
  )
}

export const MenuButton = ({ row, actions }: Pick<RowProps, 'row' | 'actions'>) =>
  isWithoutId(row.tunnel) ? null : (
    <button
      type="button"
      aria-label={`Actions for ${row.tunnel.name}`}
      aria-haspopup="menu"
      onClick={(event) => actions.onMenu(row, event.currentTarget)}
      className="size-8 flex-none rounded-control text-[0.5rem] [letter-spacing:0.1em] text-fg-2 hover:bg-raised hover:text-fg max-sm:size-11 print:hidden"
    >
      •••
    </button>
  )
