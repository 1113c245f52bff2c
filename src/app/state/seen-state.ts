/**
 * The state of a tunnel with what its page knows beyond the last answer: the states that it has seen, and a change made
 * in this browser (docs/status.md, States).
 */
import { FIELD_NAMES, rowOf } from '../../contract/fields/table.ts'
import { clockOf } from '../ui/time.tsx'
import type { Saved } from './saved-state.ts'
import { isReconnecting, type StateKind, type TunnelState } from './state.ts'

export interface Seen {
  at: number
  title: string
  kind: StateKind
}

interface Known {
  /** Newest first. */
  seen: readonly Seen[]
  change: Saved | null
  hasBgp: boolean
  /** Milliseconds since the epoch. */
  now: number
}

export const withSeen = (state: TunnelState, known: Known): TunnelState => {
  const { seen, change, hasBgp, now } = known
  if (isReconnecting(state.kind, change, now)) {
    // What another version has stored may contain a field that this one does not know.
    const fields = FIELD_NAMES.filter((field) => change.fields.includes(field))
      .map((field) => rowOf(field).term)
      .join(', ')
    return {
      kind: 'waiting',
      title: 'Reconnecting after your change',
      sentence: `You changed ${fields} at ${clockOf(change.at, now)}, which ended the session. It comes up once your router is set to match and starts it.`,
      change,
    }
  }
  if (state.kind !== 'down' && state.kind !== 'waiting') return state
  const lost = hasBgp && seen[seen.findIndex(({ kind }) => kind === 'up' || kind === 'degraded') - 1]
  if (lost) {
    return {
      kind: 'down',
      title: `Down since ${clockOf(lost.at)}`,
      sentence: 'This page has seen the BGP session up before.',
    }
  }
  const first = seen[0]
  if (!first || state.kind !== 'down') return state
  return {
    ...state,
    sentence: `${state.sentence} It was already down at ${clockOf(first.at)}, when this page first asked.`,
  }
}
