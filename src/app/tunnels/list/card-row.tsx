/** One tunnel as a card, where there is no room for a table: the same cells in another place. */
import { memo } from 'react'
import type { ColumnId } from './column-ids.ts'
import { COLUMNS } from './columns.tsx'
import { MenuButton, NameLink, placeAt, type RowProps, SelectBox } from './row-parts.tsx'
import { StateCell } from './state-cell.tsx'

/** What a card shows, whatever columns are chosen for the table; the order of the headings follows it. */
export const CARD_COLUMNS: readonly ColumnId[] = [
  'state',
  'name',
  'interface',
  'asn',
  'cloudflare',
  'probes',
  'customer',
  'modified',
]

/** The frame is drawn behind the cells, so that the row's own height holds the gap to the next card. */
const FRAME =
  'before:absolute before:inset-x-0 before:top-0 before:bottom-2 before:rounded-card before:border before:border-line before:bg-surface aria-selected:before:border-accent aria-selected:before:bg-accent-tint'

export const CardRow = memo(({ row, index, top, now, isStale, isSelected, actions, measure }: RowProps) => (
  <tr
    ref={measure}
    data-index={index}
    aria-rowindex={index + 2}
    aria-selected={isSelected}
    style={placeAt(top)}
    onClick={(event) => actions.onOpen(row, event)}
    className={`relative grid cursor-pointer grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 pt-2.5 pb-5 *:relative ${FRAME}`}
  >
    <td className="flex min-w-0 items-center gap-3">
      <SelectBox row={row} isSelected={isSelected} actions={actions} />
      <StateCell row={row} isStale={isStale} />
    </td>
    <th
      scope="row"
      className="col-span-2 col-start-1 row-start-2 text-left font-normal [overflow-wrap:anywhere]"
    >
      <NameLink row={row} />
      {row.tunnel.description && (
        <span className="line-clamp-2 text-xs text-fg-3">{row.tunnel.description}</span>
      )}
    </th>
    <td className="row-start-3">{COLUMNS.interface.cell(row, now)}</td>
    <td className="row-start-3 text-right">
      {row.tunnel.bgp?.customer_asn ? (
        <span className="text-fg-3">AS </span>
      ) : (
        <span className="text-fg-3">ASN </span>
      )}
      {COLUMNS.asn.cell(row, now)}
    </td>
    <td className="row-start-4">
      <span className="sr-only">Cloudflare endpoint </span>
      {COLUMNS.cloudflare.cell(row, now)}
    </td>
    <td className="col-start-2 row-start-4 justify-self-end">
      <span className="sr-only">Health </span>
      {COLUMNS.probes.cell(row, now)}
    </td>
    <td className="row-start-5 min-w-0">
      <span className="sr-only">Customer endpoint </span>
      {COLUMNS.customer.cell(row, now)}
    </td>
    <td className="col-start-2 row-start-5 text-right text-fg-2">{COLUMNS.modified.cell(row, now)}</td>
    <td className="col-start-2 row-start-1 -mr-2 justify-self-end">
      <MenuButton row={row} actions={actions} />
    </td>
  </tr>
))
