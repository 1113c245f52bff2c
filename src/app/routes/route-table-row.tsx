/** One static route as a row of the table, or as a card. */
import { Fragment, memo, type ReactNode } from 'react'
import { paths } from '../paths.ts'
import { OddMark } from '../state/odd-mark.tsx'
import { placeAt, type Top } from '../table/place-at.ts'
import { Button } from '../ui/button.tsx'
import { Ago } from '../ui/time.tsx'
import type { RouteRow } from './route-rows.ts'
import { TARGET_PROBLEMS, TARGET_TITLES } from './route-target.ts'
import { ROUTE_COLUMNS, ROUTE_HEADINGS, type RouteColumn } from './route-view.ts'
import { disabledReasonOf, sayPriority } from './say-ways.ts'
import { isOldState, TargetMark } from './target-mark.tsx'

/** In a window that is too narrow for all columns, without the time of the last change. */
export const ROUTE_GRID =
  'grid-cols-[11rem_minmax(9rem,1fr)_minmax(8rem,1fr)_minmax(9rem,1.5fr)_5.5rem_5rem_minmax(5rem,1fr)_minmax(7rem,1.5fr)_6rem_9.5rem] not-print:max-[79.5rem]:grid-cols-[11rem_minmax(9rem,1fr)_minmax(8rem,1fr)_minmax(7.5rem,1.5fr)_5rem_5rem_minmax(4.5rem,1fr)_minmax(4.5rem,1.5fr)_9.5rem]'
export const HIDDEN_IN_GRID: Partial<Record<RouteColumn, string>> = {
  modified: 'not-print:max-[79.5rem]:hidden',
}

export interface RouteTableActions {
  onSort(by: RouteColumn): void
  onChange(row: RouteRow): void
  onDelete(row: RouteRow): void
  /** A click in a row: opens the page of a tunnel whose link it was on. */
  onClick(event: React.MouseEvent): void
}

const placesOf = ({ route: { scope } }: RouteRow): string =>
  [...(scope?.colo_regions ?? []), ...(scope?.colo_names ?? [])].join(', ')

/** What a cell shows. In the table the cell itself is the element of its text, because each element costs time. */
interface Cell {
  content: ReactNode
  look?: string
  title?: string | undefined
  dir?: 'ltr' | 'auto' | undefined
}

const stateCell = ({ target: { state } }: RouteRow, isStale: boolean): Cell => {
  const isOld = isOldState(state, isStale)
  return {
    look: 'flex items-center gap-2',
    title: TARGET_PROBLEMS[state] ?? undefined,
    content: (
      <>
        <TargetMark state={state} isStale={isStale} />
        <span className={isOld || state === 'up' || state === 'unknown' ? 'text-fg-2' : '[font-weight:500]'}>
          {isOld && <span className="text-fg-3">was </span>}
          {TARGET_TITLES[state]}
        </span>
      </>
    ),
  }
}

const NOTHING = { look: 'text-fg-3' }
const MACHINE = { look: 'mono wrap-anywhere', dir: 'ltr' } as const

const tunnelsCell = ({ target: { state, tunnels } }: RouteRow): Cell =>
  tunnels.length === 0
    ? { ...NOTHING, content: state === 'unknown' ? 'not known' : 'none' }
    : {
        content: tunnels.map(({ id, name }, index) => (
          <Fragment key={id}>
            {index > 0 && ', '}
            {/* The row's click handler navigates. A `Link` would subscribe to the URL and render when it changes. */}
            <a href={paths.tunnel(id)} dir="auto">
              {name}
            </a>
          </Fragment>
        )),
      }

const cellOf = (column: RouteColumn, row: RouteRow, now: number, isStale: boolean): Cell => {
  const { route } = row
  switch (column) {
    case 'state':
      return stateCell(row, isStale)
    case 'prefix':
      return {
        ...MACHINE,
        content: (
          <>
            {route.prefix}
            <OddMark odd={route.odd_values} />
          </>
        ),
      }
    case 'nexthop':
      return { ...MACHINE, content: route.nexthop }
    case 'tunnel':
      return tunnelsCell(row)
    case 'priority':
      return { content: sayPriority(route) }
    case 'weight':
      return route.weight == null ? { ...NOTHING, content: 'none' } : { content: route.weight }
    case 'region': {
      const places = placesOf(row)
      return places ? { content: places, title: places } : { ...NOTHING, content: 'all' }
    }
    case 'description':
      return { content: route.description || null, dir: 'auto' }
    case 'modified':
      return { content: route.modified_on ? <Ago ms={Date.parse(route.modified_on)} now={now} /> : null }
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
  'grid grid-cols-[minmax(8.5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1 px-4 pt-3 pb-5 relative *:relative before:absolute before:inset-x-0 before:top-0 before:bottom-2 before:rounded-card before:border before:border-line before:bg-surface'
/** Position of each cell in a card; two short cells share a line. */
const PLACES: Partial<Record<RouteColumn, string>> = {
  nexthop: 'col-span-2',
  tunnel: 'col-span-2',
  description: 'order-1 col-span-2 text-fg-2',
  modified: 'text-fg-2',
}
/*
 * Weight and figures are written as properties: the utilities also set a variable, and Chromium then computes the style
 * of the element twice.
 */

/** One clip for the row, as in the list of tunnels. It leaves space for a focus outline. */
const LINE = `grid h-12 grid-rows-[100%] items-center overflow-clip border-t border-line [overflow-clip-margin:4px] [contain:size_layout_style] hover:bg-canvas ${ROUTE_GRID}`
const LINE_CELL = 'max-h-12 min-w-0 px-2.5'
/** How a cell of the table differs from the others. */
const LOOKS: Partial<Record<RouteColumn, string>> = {
  prefix: 'text-left',
  priority: 'text-right [font-variant-numeric:tabular-nums]',
  weight: 'text-right [font-variant-numeric:tabular-nums]',
  region: 'line-clamp-2',
  description: 'truncate',
  ...HIDDEN_IN_GRID,
}

const Actions = ({ row, refusal, actions }: Pick<RouteRowProps, 'row' | 'refusal' | 'actions'>) => {
  const { prefix, nexthop } = row.route
  const reason = disabledReasonOf(row.route, refusal)
  // Several routes may have the same prefix.
  const what = `route ${prefix} by ${nexthop}`
  return (
    <>
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
    </>
  )
}

const TableRow = ({ row, index, top, now, isStale, ...shared }: RouteRowProps) => (
  <tr
    data-index={index}
    aria-rowindex={index + 2}
    {...placeAt(top)}
    onClick={shared.actions.onClick}
    className={LINE}
  >
    {ROUTE_COLUMNS.map((column) => {
      const { content, look = '', title, dir } = cellOf(column, row, now, isStale)
      const className = `${LINE_CELL} ${look} ${LOOKS[column] ?? ''}`
      return column === 'prefix' ? (
        <th key={column} scope="row" title={title} dir={dir} className={className}>
          {content}
        </th>
      ) : (
        <td key={column} title={title} dir={dir} className={className}>
          {content}
        </td>
      )
    })}
    <td className="flex gap-2 px-2.5 print:hidden">
      <Actions row={row} {...shared} />
    </td>
  </tr>
)

const CardRow = ({ row, index, top, now, isStale, measure, ...shared }: RouteRowProps) => (
  <tr
    ref={measure}
    data-index={index}
    aria-rowindex={index + 2}
    {...placeAt(top)}
    onClick={shared.actions.onClick}
    className={CARD}
  >
    {ROUTE_COLUMNS.map((column) => {
      const { content, look, title, dir } = cellOf(column, row, now, isStale)
      const isTop = column === 'state' || column === 'prefix'
      const Cell = column === 'prefix' ? 'th' : 'td'
      return (
        <Cell
          key={column}
          {...(column === 'prefix' ? { scope: 'row' } : {})}
          className={`min-w-0 text-left font-normal [overflow-wrap:anywhere] ${PLACES[column] ?? ''}`}
        >
          {!isTop && content !== null && <span className="text-fg-3">{ROUTE_HEADINGS[column]} </span>}
          <span className={look} title={title} dir={dir}>
            {content}
          </span>
        </Cell>
      )
    })}
    <td className="order-2 col-span-2 flex gap-2 pt-1 print:hidden">
      <Actions row={row} {...shared} />
    </td>
  </tr>
)

export const RouteTableRow = memo((props: RouteRowProps) =>
  props.isCard ? <CardRow {...props} /> : <TableRow {...props} />,
)
