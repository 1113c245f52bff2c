/** One static route as a row of the table, or as a card. */
import { memo } from 'react'
import { Link } from 'wouter'
import { paths } from '../paths.ts'
import { OddMark } from '../state/odd-mark.tsx'
import { placeAt, type Top } from '../table/place-at.ts'
import { Address } from '../ui/address.tsx'
import { Button } from '../ui/button.tsx'
import { Ago } from '../ui/time.tsx'
import type { RouteRow } from './route-rows.ts'
import { TARGET_PROBLEMS, TARGET_TITLES } from './route-target.ts'
import { isRight, ROUTE_COLUMNS, ROUTE_HEADINGS, type RouteColumn } from './route-view.ts'
import { disabledReasonOf, sayPriority } from './say-ways.ts'
import { isOldState, TargetMark } from './target-mark.tsx'

export const ROUTE_GRID =
  'grid-cols-[11rem_minmax(9rem,1fr)_minmax(8rem,1fr)_minmax(9rem,1.5fr)_5.5rem_5rem_minmax(5rem,1fr)_minmax(7rem,1.5fr)_6rem_9.5rem]'

export interface RouteTableActions {
  onSort(by: RouteColumn): void
  onChange(row: RouteRow): void
  onDelete(row: RouteRow): void
}

const placesOf = ({ route: { scope } }: RouteRow): string =>
  [...(scope?.colo_regions ?? []), ...(scope?.colo_names ?? [])].join(', ')

const State = ({ row, isStale }: { row: RouteRow; isStale: boolean }) => {
  const { state } = row.target
  const isOld = isOldState(state, isStale)
  return (
    <span className="flex items-center gap-2" title={TARGET_PROBLEMS[state] ?? undefined}>
      <TargetMark state={state} isStale={isStale} />
      <span className={isOld || state === 'up' || state === 'unknown' ? 'text-fg-2' : 'font-medium'}>
        {isOld && <span className="text-fg-3">was </span>}
        {TARGET_TITLES[state]}
      </span>
    </span>
  )
}

const Tunnels = ({ row }: { row: RouteRow }) =>
  row.target.tunnels.length === 0 ? (
    <span className="text-fg-3">{row.target.state === 'unknown' ? 'not known' : 'none'}</span>
  ) : (
    row.target.tunnels.map(({ id, name }, index) => (
      <span key={id}>
        {index > 0 && ', '}
        <Link href={paths.tunnel(id)} dir="auto">
          {name}
        </Link>
      </span>
    ))
  )

const cellOf = (column: RouteColumn, row: RouteRow, now: number, isStale: boolean) => {
  const { route } = row
  switch (column) {
    case 'state':
      return <State row={row} isStale={isStale} />
    case 'prefix':
      return (
        <>
          <Address value={route.prefix} />
          <OddMark odd={route.odd_values} />
        </>
      )
    case 'nexthop':
      return <Address value={route.nexthop} />
    case 'tunnel':
      return <Tunnels row={row} />
    case 'priority':
      return sayPriority(route)
    case 'weight':
      return route.weight ?? <span className="text-fg-3">none</span>
    case 'region':
      return placesOf(row) || <span className="text-fg-3">all</span>
    case 'description':
      return route.description ? <span dir="auto">{route.description}</span> : null
    case 'modified':
      return route.modified_on ? <Ago ms={Date.parse(route.modified_on)} now={now} /> : null
  }
}

export interface RouteRowProps {
  row: RouteRow
  index: number
  top: Top
  isCard: boolean
  now: number
  isStale: boolean
  refusal: string | undefined
  actions: RouteTableActions
  measure?: ((element: HTMLElement | null) => void) | undefined
}

const CARD =
  'grid-cols-[minmax(8.5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1 px-4 pt-3 pb-5 relative *:relative before:absolute before:inset-x-0 before:top-0 before:bottom-2 before:rounded-card before:border before:border-line before:bg-surface'
/** Position of each cell in a card; two short cells share a line. */
const PLACES: Partial<Record<RouteColumn, string>> = {
  nexthop: 'col-span-2',
  tunnel: 'col-span-2',
  description: 'order-1 col-span-2 text-fg-2',
  modified: 'text-fg-2',
}
/** One clip for the row, as in the list of tunnels. It leaves space for a focus outline. */
const LINE = `h-12 grid-rows-[100%] items-center overflow-clip border-t border-line [overflow-clip-margin:4px] [contain:size_layout_style] hover:bg-canvas ${ROUTE_GRID}`

export const RouteTableRow = memo(
  ({ row, index, top, isCard, now, isStale, refusal, actions, measure }: RouteRowProps) => {
    const { prefix, nexthop } = row.route
    const reason = disabledReasonOf(row.route, refusal)
    // Several routes may have the same prefix.
    const what = `route ${prefix} by ${nexthop}`
    return (
      <tr
        ref={measure}
        data-index={index}
        aria-rowindex={index + 2}
        {...placeAt(top)}
        className={`grid ${isCard ? CARD : LINE}`}
      >
        {ROUTE_COLUMNS.map((column) => {
          const Cell = column === 'prefix' ? 'th' : 'td'
          const cell = cellOf(column, row, now, isStale)
          const isWide = column === 'state' || column === 'prefix'
          return (
            <Cell
              key={column}
              {...(column === 'prefix' ? { scope: 'row' } : {})}
              className={
                isCard
                  ? `min-w-0 text-left font-normal [overflow-wrap:anywhere] ${isWide ? '' : PLACES[column]}`
                  : `max-h-12 min-w-0 px-2.5 text-left font-normal ${isRight(column) ? 'text-right tabular-nums' : ''} ${column === 'description' ? 'truncate' : ''}`
              }
            >
              {isCard && !isWide && cell !== null && (
                <span className="text-fg-3">{ROUTE_HEADINGS[column]} </span>
              )}
              {cell}
            </Cell>
          )
        })}
        <td className={isCard ? 'order-2 col-span-2 pt-1' : 'px-2.5'}>
          <div className="flex gap-2 print:hidden">
            <Button
              variant="fix"
              aria-label={`Change ${what}`}
              disabledReason={reason}
              onClick={() => actions.onChange(row)}
            >
              Change
            </Button>
            <Button
              variant="fix"
              aria-label={`Delete ${what}`}
              disabledReason={reason}
              onClick={() => actions.onDelete(row)}
            >
              Delete
            </Button>
          </div>
        </td>
      </tr>
    )
  },
)
