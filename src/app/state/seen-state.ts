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
  /** Since when health probes fail, in words; null if they do not, or if that is not known. */
  failing: string | null
  hasBgp: boolean
  /** Milliseconds since the epoch. */
  now: number
}

/** States whose first question is since when they last. */
const TROUBLED: readonly StateKind[] = ['down', 'rejected', 'degraded']

const probesSay = (failing: string | null): string =>
  failing ? ` Health probes: ${failing.slice(0, 1).toLowerCase()}${failing.slice(1)}.` : ''

/** Since when, as far as this page and the probes know: no API says when a session was lost. */
const sinceWords = ({ kind }: TunnelState, { seen, failing }: Known): string => {
  const [newest, before] = seen
  if (!newest || !TROUBLED.includes(kind)) return ''
  const at = clockOf(newest.at)
  if (before) return ` So since ${at}, as this page has seen.${probesSay(failing)}`
  return probesSay(failing) || ` It was already so at ${at}, when this page first asked.`
}

export const withSeen = (state: TunnelState, known: Known): TunnelState => {
  const { seen, change, failing, hasBgp, now } = known
  if (isReconnecting(state.kind, change, now)) {
    // What another version has stored may contain a field that this one does not know.
    const fields = FIELD_NAMES.filter((field) => change.fields.includes(field))
      .map((field) => rowOf(field).term)
      .join(', ')
    return {
      kind: 'waiting',
      title: 'Reconnecting after your change',
      // Whether there was a session to end is not known here.
      sentence: `You changed ${fields} at ${clockOf(change.at, now)}. A session comes up once your router is set to match and starts it.`,
      change,
    }
  }
  const isMissing = state.kind === 'down' || state.kind === 'waiting'
  const lost =
    isMissing && hasBgp && seen[seen.findIndex(({ kind }) => kind === 'up' || kind === 'degraded') - 1]
  if (lost) {
    return {
      kind: 'down',
      title: `Down since ${clockOf(lost.at)}`,
      sentence: `This page has seen the BGP session up before.${probesSay(failing)}`,
    }
  }
  return { ...state, sentence: `${state.sentence}${sinceWords(state, known)}` }
}
