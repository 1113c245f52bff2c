/** One tunnel as a card on narrow screens: the same cells as in the table, arranged differently. */
import { memo } from 'react'
import { placeAt } from '../../table/place-at.ts'
import { Address } from '../../ui/address.tsx'
import type { ColumnId } from './column-ids.ts'
import { COLUMNS } from './columns.tsx'
import { MenuButton, NameLink, type RowProps, SelectBox } from './row-parts.tsx'
import type { Row } from './rows.ts'
import { StateCell } from './state-cell.tsx'

/** The columns that a card shows, whatever columns the table shows; the headings use the same order. */
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

/** The frame is drawn behind the cells, so that the row's height includes the gap to the next card. */
const FRAME =
  'before:absolute before:inset-x-0 before:top-0 before:bottom-2 before:rounded-card before:border before:border-line before:bg-surface aria-selected:before:border-accent aria-selected:before:bg-accent-tint'

const EndpointOf = ({ children }: { children: string }) => (
  <span className="text-xs text-fg-3">
    {children}
    <span className="sr-only"> endpoint</span>{' '}
  </span>
)

const Value = ({ id, row, now }: { id: ColumnId; row: Row; now: number }) => {
  const { isMachine, cell, title } = COLUMNS[id]
  const content = cell(row, now)
  return (
    <span title={title?.(row)}>
      {isMachine && typeof content === 'string' ? <Address value={content} /> : content}
    </span>
  )
}

export const CardRow = memo(({ row, index, top, now, isStale, isSelected, actions, measure }: RowProps) => (
  <tr
    ref={measure}
    data-index={index}
    aria-rowindex={index + 2}
    aria-selected={isSelected}
    {...placeAt(top)}
    onClick={(event) => actions.onOpen(row, event)}
    className={`relative grid cursor-pointer grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 md:grid-cols-[minmax(0,1.2fr)_minmax(0,0.8fr)_minmax(0,1.2fr)_7rem] pt-2.5 pb-5 *:relative ${FRAME}`}
  >
    <td className="flex min-w-0 items-center gap-2">
      <SelectBox row={row} isSelected={isSelected} actions={actions} />
      <StateCell row={row} isStale={isStale} />
    </td>
    <th
      scope="row"
      className="col-span-2 col-start-1 row-start-2 text-left font-normal [overflow-wrap:anywhere] md:col-span-1 md:row-span-2"
    >
      <NameLink row={row} />
      {row.tunnel.description && (
        <span className="line-clamp-2 text-xs text-fg-3">{row.tunnel.description}</span>
      )}
    </th>
    <td className="row-start-3 md:col-start-2 md:row-start-2">
      <Value id="interface" row={row} now={now} />
    </td>
    <td className="row-start-3 text-right md:col-start-4 md:row-start-2">
      <span className="text-fg-3">{row.tunnel.bgp?.customer_asn == null ? 'ASN' : 'AS'} </span>
      <Value id="asn" row={row} now={now} />
    </td>
    <td className="row-start-4 min-w-0 md:col-start-3 md:row-start-2">
      <EndpointOf>Cloudflare</EndpointOf>
      <Value id="cloudflare" row={row} now={now} />
    </td>
    <td className="col-start-2 row-start-4 justify-self-end md:row-start-3 md:justify-self-start">
      <span className="sr-only">Health </span>
      <Value id="probes" row={row} now={now} />
    </td>
    <td className="row-start-5 min-w-0 md:col-start-3 md:row-start-3">
      <EndpointOf>Customer</EndpointOf>
      <Value id="customer" row={row} now={now} />
    </td>
    <td className="col-start-2 row-start-5 text-right text-fg-2 md:col-start-4 md:row-start-3">
      <Value id="modified" row={row} now={now} />
    </td>
    <td className="col-start-2 row-start-1 -mr-2 justify-self-end md:col-start-4">
      <MenuButton row={row} actions={actions} />
    </td>
  </tr>
))
