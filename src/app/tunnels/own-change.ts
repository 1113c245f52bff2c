/** The last change of each tunnel that was made in this browser. Kept in memory only. */
import { paths } from '../paths.ts'
import { type Saved, savedHere } from './saved-state.ts'

const changes = new Map<string, Saved>()
const listeners = new Set<() => void>()

export const subscribeChanges = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const reportOwnChange = (id: string, change: Saved): void => {
  changes.set(id, change)
  for (const listener of listeners) listener()
}

/** For an edit, the history entry of the tunnel's page contains the change, also after a reload. Null for none. */
export const ownChangeOf = (id: string): Saved | null => {
  const known = changes.get(id)
  const saved = location.pathname === paths.tunnel(id) ? savedHere() : null
  if (saved === null || (known && known.at >= saved.at)) return known ?? null
  changes.set(id, saved)
  return saved
}
