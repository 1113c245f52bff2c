/** The last change of each tunnel that was made in this browser and ended its session. Kept in memory only. */
import { useState, useSyncExternalStore } from 'react'
import type { FieldName } from '../../contract/fields/table.ts'
import { dropsSession } from './edit/consequences.ts'
import { savedHere } from './saved-state.ts'

export interface SessionChange {
  fields: readonly FieldName[]
  /** Milliseconds since the epoch. */
  at: number
}

const changes = new Map<string, SessionChange>()
const listeners = new Set<() => void>()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const reportSessionChange = (id: string, fields: readonly FieldName[]): void => {
  if (!dropsSession(fields)) return
  changes.set(id, { fields, at: Date.now() })
  for (const listener of listeners) listener()
}

/** Null for none. After a reload only the edit in the history entry is known. */
export const useSessionChange = (id: string): SessionChange | null => {
  const inMemory = useSyncExternalStore(subscribe, () => changes.get(id))
  const [saved] = useState(() => savedHere())
  return inMemory ?? (saved && dropsSession(saved.fields) ? saved : null)
}
