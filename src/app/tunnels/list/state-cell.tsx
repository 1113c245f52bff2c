/** A row's state as icon and word, marked as stale while reads fail. */
import { type StateKind, titleOf } from '../../state/state.ts'
import { StateMark } from '../../state/state-mark.tsx'
import type { Row } from './rows.ts'

const listTitle = ({ tunnel, kind, isReconnecting }: Row): string => {
  if (isReconnecting) return 'Reconnecting'
  return kind === 'no_bgp' ? 'No BGP' : titleOf(tunnel, kind)
}

/** States that need no action. */
const QUIET: readonly StateKind[] = ['up', 'healthy', 'no_data', 'no_bgp']

export const StateCell = ({ row, isStale }: { row: Row; isStale: boolean }) => {
  const isQuiet = isStale || QUIET.includes(row.kind)
  return (
    <>
      <StateMark kind={row.kind} isStale={isStale} />
      <span className={`truncate ${isQuiet ? 'text-fg-2' : '[font-weight:500]'}`}>
        {isStale && <span className="text-fg-3">was </span>}
        {listTitle(row)}
      </span>
    </>
  )
}
