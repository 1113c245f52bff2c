/** Changes of tunnels that were made in this browser and ended the session. */
import { paths } from '../paths.ts'
import { type Saved, savedHere } from '../state/saved-state.ts'
import { type SessionChange, sessionChangeOf, sessionChanges } from '../state/session-change.ts'
import type { StateKind } from '../state/state.ts'
import { createListeners } from '../ui/listeners.ts'
import { dropsSession } from './edit/consequences.ts'

const WITH_SESSION: readonly StateKind[] = ['up', 'healthy', 'degraded']

/** When the last known change of each tunnel was made, also of those whose session came up again. */
const lastAt = new Map<string, number>()
const listeners = createListeners()

export const subscribeChanges = listeners.subscribe

const remember = (id: string, saved: Saved): void => {
  if (!dropsSession(saved.fields) || (lastAt.get(id) ?? Number.NEGATIVE_INFINITY) >= saved.at) return
  lastAt.set(id, saved.at)
  // An answer may still report the session that the change is about to end.
  let hasEnded = false
  const change: SessionChange = {
    ...saved,
    follow(kind, at) {
      if (at < saved.at || sessionChangeOf(id) !== change) return
      if (!WITH_SESSION.includes(kind)) hasEnded = true
      else if (hasEnded) {
        // It came up again: what is lost later was not ended by the change.
        sessionChanges.delete(id)
        listeners.tell()
      }
    },
  }
  sessionChanges.set(id, change)
}

export const reportOwnChange = (id: string, saved: Saved): void => {
  remember(id, saved)
  listeners.tell()
}

/** For an edit, the history entry of the tunnel's page contains the change, also after a reload. Null for none. */
export const ownSessionChange = (id: string): SessionChange | null => {
  const saved = location.pathname === paths.tunnel(id) ? savedHere() : null
  if (saved) remember(id, saved)
  return sessionChangeOf(id)
}
