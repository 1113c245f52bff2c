/**
 * The last change of each tunnel that was made in this page and ended the session, until the session has come up again.
 * Every page reads it, so that all of them show the same state (docs/status.md, States). Kept in memory only.
 */
import type { Saved } from './saved-state.ts'
import { hasSession, type StateKind } from './state.ts'

interface SessionChange extends Saved {
  /** Whether an answer after the change had no session: before that it may still report the old one. */
  hasEnded: boolean
  /** The session came up again. What is lost later was not ended by the change. */
  isOver: boolean
}

const changes = new Map<string, SessionChange>()
const listeners = new Set<() => void>()

export const subscribeChanges = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const tell = (): void => {
  for (const listener of listeners) listener()
}

/** Does nothing if this change, or a later one, is already known. */
export const rememberSessionChange = (id: string, { fields, at }: Saved): void => {
  const known = changes.get(id)
  if (!known || known.at < at) changes.set(id, { fields, at, hasEnded: false, isOver: false })
}

export const reportSessionChange = (id: string, change: Saved): void => {
  rememberSessionChange(id, change)
  tell()
}

export const sessionChangeOf = (id: string): Saved | null => {
  const change = changes.get(id)
  return change && !change.isOver ? change : null
}

/** Follows the session after a change. @param at when the state was reported, in milliseconds since the epoch */
export const followSession = (id: string, kind: StateKind, at: number): void => {
  const change = changes.get(id)
  if (!change || change.isOver || at < change.at) return
  if (!hasSession(kind)) change.hasEnded = true
  else if (change.hasEnded) {
    change.isOver = true
    tell()
  }
}
