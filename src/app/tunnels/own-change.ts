/** The last change of each tunnel that was made in this browser. Kept in memory only. */
import { paths } from '../paths.ts'
import { type Saved, savedHere } from './saved-state.ts'

const changes = new Map<string, Saved>()
const listeners = new Set<() => void>()

export const subscribeChanges = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const tellChange = (id: string, change: Saved): void => {
  changes.set(id, change)
  for (const listener of listeners) listener()
}

/** An edit is told by the history entry of the tunnel's page that it opens, also after a reload. Null for none. */
export const ownChangeOf = (id: string): Saved | null => {
  const told = changes.get(id)
  const saved = location.pathname === paths.tunnel(id) ? savedHere() : null
  if (saved === null || (told && told.at >= saved.at)) return told ?? null
  changes.set(id, saved)
  return saved
}
