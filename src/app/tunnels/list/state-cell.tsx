/** A row's state: its mark and its word, and that it is no longer known where answers fail to come. */
import { titleOf } from '../state.ts'
import { StateMark } from '../state-mark.tsx'
import type { Row } from './rows.ts'

const listTitle = ({ tunnel, kind }: Row): string => (kind === 'no_bgp' ? 'No BGP' : titleOf(tunnel, kind))

export const StateCell = ({ row, isStale }: { row: Row; isStale: boolean }) => {
  const isQuiet = isStale || row.kind === 'up' || row.kind === 'no_bgp'
  return (
    <span className={`flex min-w-0 items-center gap-2 ${isQuiet ? 'text-fg-2' : 'font-medium'}`}>
      <StateMark kind={row.kind} isStale={isStale} />
      <span className="truncate">
        {isStale && <span className="text-fg-3">was </span>}
        {listTitle(row)}
      </span>
    </span>
  )
}
