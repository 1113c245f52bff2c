/** Records the changes of tunnels that are made in this browser and end the session. */
import { paths } from '../paths.ts'
import { type Saved, savedHere } from '../state/saved-state.ts'
import {
  keepSessionChange,
  type SessionChange,
  sessionChangeOf,
  tellChanges,
} from '../state/session-change.ts'

const remember = (id: string, saved: Saved): void => {
  if (saved.isAwaited) keepSessionChange(id, saved)
}

export const reportOwnChange = (id: string, saved: Saved): void => {
  remember(id, saved)
  tellChanges()
}

/** For an edit, the history entry of the tunnel's page contains the change. Null for none. */
export const ownSessionChange = (id: string): SessionChange | null => {
  const saved = location.pathname === paths.tunnel(id) ? savedHere() : null
  if (saved) remember(id, saved)
  return sessionChangeOf(id)
}
