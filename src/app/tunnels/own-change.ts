/** The last change of a tunnel that was made in this browser and ended the session, for the tunnel's page. */
import { paths } from '../paths.ts'
import { dropsSession } from './edit/consequences.ts'
import { type Saved, savedHere } from './saved-state.ts'
import { rememberSessionChange, reportSessionChange, sessionChangeOf } from './session-change.ts'

export const reportOwnChange = (id: string, change: Saved): void => {
  if (dropsSession(change.fields)) reportSessionChange(id, change)
}

/** For an edit, the history entry of the tunnel's page contains the change, also after a reload. Null for none. */
export const ownSessionChange = (id: string): Saved | null => {
  const saved = location.pathname === paths.tunnel(id) ? savedHere() : null
  if (saved && dropsSession(saved.fields)) rememberSessionChange(id, saved)
  return sessionChangeOf(id)
}
