/**
 * The last change of each tunnel that was made in this browser and ended the session, until the session has come up
 * again. Every page reads it, so that all of them show the same state (docs/status.md, States). Stored on this device
 * for as long as it explains a state, so that it survives a reload and other tabs know it.
 */
import { readKept, writeKept } from '../kept.ts'
import { createListeners } from '../ui/listeners.ts'
import type { Saved } from './saved-state.ts'
import { isExpected, type StateKind } from './state.ts'

export interface SessionChange extends Saved {
  /** The session has ended. Before that, an answer may still report the session that the change is about to end. */
  hasEnded?: true
  /** The session has come up again: what is lost later was not ended by the change. */
  isOver?: true
}

const KEPT = 'session-changes'
const WITH_SESSION: readonly StateKind[] = ['up', 'healthy', 'degraded']

/** Records of older versions do not say what to change on the router. */
const isChange = (value: unknown): value is SessionChange => {
  const { at, router } = (value ?? {}) as Partial<SessionChange>
  return typeof at === 'number' && isExpected(at, Date.now()) && Array.isArray(router)
}

const read = (): Map<string, SessionChange> =>
  new Map(
    Object.entries(readKept(KEPT) ?? {}).filter((entry): entry is [string, SessionChange] =>
      isChange(entry[1]),
    ),
  )

const listeners = createListeners()
export const subscribeChanges = listeners.subscribe
export const tellChanges = listeners.tell

let changes = read()
globalThis.addEventListener?.('storage', ({ key }) => {
  if (key !== `tunneldesk.${KEPT}`) return
  changes = read()
  listeners.tell()
})

const keep = (id: string, change: SessionChange): void => {
  changes.set(id, change)
  writeKept(KEPT, Object.fromEntries([...changes].filter(([, each]) => isChange(each))))
}

/** Ignores a change that is not newer than the last known one. */
export const keepSessionChange = (id: string, saved: Saved): void => {
  if ((changes.get(id)?.at ?? Number.NEGATIVE_INFINITY) < saved.at) keep(id, saved)
}

/** The change that may explain the tunnel's state; null for none. */
export const sessionChangeOf = (id: string): SessionChange | null => {
  const change = changes.get(id)
  return change && !change.isOver ? change : null
}

/** Tells the tunnel's change an answer. @param at when the state was reported, in milliseconds since the epoch */
export const followSession = (id: string, kind: StateKind, at: number): void => {
  const change = sessionChangeOf(id)
  if (!change || at < change.at) return
  if (!WITH_SESSION.includes(kind)) {
    if (!change.hasEnded) keep(id, { ...change, hasEnded: true })
  } else if (change.hasEnded) {
    keep(id, { ...change, isOver: true })
    listeners.tell()
  }
}
