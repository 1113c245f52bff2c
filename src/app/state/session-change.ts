/**
 * The last change of each tunnel that was made in this page and ended the session, until the session has come up again.
 * Every page reads it, so that all of them show the same state (docs/status.md, States). In memory only.
 */
import type { Saved } from './saved-state.ts'
import type { StateKind } from './state.ts'

export interface SessionChange extends Saved {
  /** Tells it an answer. @param at when the state was reported, in milliseconds since the epoch */
  follow(kind: StateKind, at: number): void
}

/** Filled by own-change.ts, which is loaded with the first page that makes a change. */
export const sessionChanges = new Map<string, SessionChange>()

export const sessionChangeOf = (id: string): SessionChange | null => sessionChanges.get(id) ?? null
