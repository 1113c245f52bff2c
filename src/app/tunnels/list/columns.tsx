/** The list's columns: heading, width, cell, and importance where there is not enough space for all. */
import type { ReactNode } from 'react'
import { endsOfText } from '../../../contract/address.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { HealthCell } from '../../health/account-health.tsx'
import { noneAt } from '../../state/odd.ts'
import { isChecked, isRecent } from '../../state/state.ts'
import { Ago, agoOf } from '../../ui/time.tsx'
import { COLUMN_IDS, type ColumnId } from './column-ids.ts'
import type { Row } from './rows.ts'

interface Column {
  heading: string
  /** In rem; fixed, so that no column moves when a word in it changes. */
  width: number
  /** Importance: the column with the lowest is hidden first. */
  importance: number
  isRight?: true
  /** Hidden until the user chooses it. */
  isOptional?: true
  /** A text is a machine-readable value, for the monospace font and left to right. */
  isMachine?: true
  /** `now` in milliseconds since the epoch. */
  cell(row: Row, now: number): ReactNode
  /** Shown on hover. */
  title?(row: Row): string | undefined
}

const None = ({ children = 'none' }: { children?: ReactNode }) => (
  <span className="text-fg-3">{children}</span>
)

const textOr = (tunnel: Tunnel, path: string, value: unknown): ReactNode =>
  value || value === 0 ? `${value}` : <None>{noneAt(tunnel, path, 'none')}</None>

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const healthOf = ({ tunnel: { health_check: check } }: Row): string => {
  if (!check) return ''
  return check.enabled === false ? 'Off' : capitalised([check.type, check.rate].filter(Boolean).join(', '))
}

const Since = ({ at, now }: { at: string | null | undefined; now: number }) =>
  at ? <Ago ms={Date.parse(at)} now={now} /> : null

/** For state and name: tables and cards render these two cells in different ways, each by itself. */
const noCell = () => null

export const COLUMNS: Record<ColumnId, Column> = {
  state: { heading: 'State', width: 14.5, importance: 12, cell: noCell },
  name: { heading: 'Name', width: 11, importance: 12, cell: noCell },
  probes: {
    heading: 'Health',
    width: 7.5,
    importance: 10.5,
    cell: ({ tunnel, probes }, now) => (
      <HealthCell isOff={!isChecked(tunnel)} isRecent={isRecent(tunnel, now)} probes={probes} />
    ),
  },
  interface: {
    heading: 'Interface',
    width: 9.5,
    importance: 11,
    isMachine: true,
    cell: ({ tunnel }) => tunnel.interface_address,
    title: ({ tunnel }) => {
      const ends = endsOfText(tunnel.interface_address)
      return ends ? `Cloudflare ${ends.cloudflare}, your router ${ends.customer}` : undefined
    },
  },
  cloudflare: {
    heading: 'Cloudflare endpoint',
    width: 9.5,
    importance: 9,
    isMachine: true,
    cell: ({ tunnel }) => tunnel.cloudflare_endpoint,
  },
  customer: {
    heading: 'Customer endpoint',
    width: 9.5,
    importance: 10,
    isMachine: true,
    cell: ({ tunnel }) => textOr(tunnel, 'customer_endpoint', tunnel.customer_endpoint),
  },
  asn: {
    heading: 'ASN',
    width: 6.5,
    importance: 8,
    isRight: true,
    isMachine: true,
    cell: ({ tunnel }) => textOr(tunnel, 'bgp.customer_asn', tunnel.bgp?.customer_asn),
  },
  health: { heading: 'Health check', width: 8, importance: 5, cell: healthOf },
  replay: {
    heading: 'Replay protection',
    width: 8.5,
    importance: 3,
    isOptional: true,
    cell: ({ tunnel }) => (tunnel.replay_protection ? 'On' : <None>off</None>),
  },
  key: {
    heading: 'Key age',
    width: 5.5,
    importance: 7,
    isRight: true,
    cell: ({ tunnel: { psk_metadata: key } }, now) =>
      key?.last_generated_on
        ? agoOf(Date.parse(key.last_generated_on), now).replace(' ago', '')
        : key && <None />,
  },
  created: {
    heading: 'Created',
    width: 7,
    importance: 2,
    isRight: true,
    isOptional: true,
    cell: ({ tunnel }, now) => <Since at={tunnel.created_on} now={now} />,
  },
  modified: {
    heading: 'Modified',
    width: 7,
    importance: 6,
    isRight: true,
    cell: ({ tunnel }, now) => <Since at={tunnel.modified_on} now={now} />,
  },
  id: {
    heading: 'Tunnel ID',
    width: 17.5,
    importance: 1,
    isOptional: true,
    isMachine: true,
    cell: ({ tunnel }) => tunnel.id,
  },
}

/** Width of the column with the menu buttons, in rem. */
const MENU_WIDTH = 3.25

export const DEFAULT_COLUMNS = COLUMN_IDS.filter((id) => !COLUMNS[id].isOptional)

const DEFAULT_PAGE = 100
/** Space at both sides of the table, in rem. */
const SIDES = 3.25

/** Largest width of the page in rem: a wide window shows every chosen column. */
export const pageWidth = (chosen: readonly ColumnId[]): number => {
  const columns = chosen.reduce((sum, id) => sum + COLUMNS[id].width, MENU_WIDTH)
  return Math.max(DEFAULT_PAGE, columns + SIDES)
}

/** Width of the table in rem. @param window that of the window */
export const tableWidth = (chosen: readonly ColumnId[], window: number): number =>
  Math.min(window, pageWidth(chosen)) - SIDES

/** The most important chosen columns that fit into a width in rem, in the order of the table. */
export const fitting = (chosen: readonly ColumnId[], width: number): ColumnId[] => {
  const byImportance = [...chosen].sort((a, b) => COLUMNS[b].importance - COLUMNS[a].importance)
  let left = width - MENU_WIDTH
  const fit = new Set<ColumnId>(['state', 'name'])
  for (const id of fit) left -= COLUMNS[id].width
  for (const id of byImportance) {
    if (fit.has(id)) continue
    left -= COLUMNS[id].width
    // A narrower but less important column does not replace one that does not fit.
    if (left < 0) break
    fit.add(id)
  }
  return COLUMN_IDS.filter((id) => fit.has(id))
}

export const gridOf = (columns: readonly ColumnId[]): string =>
  [
    ...columns.map((id) =>
      id === 'name' ? `minmax(${COLUMNS.name.width}rem, 1fr)` : `${COLUMNS[id].width}rem`,
    ),
    `${MENU_WIDTH}rem`,
  ].join(' ')
