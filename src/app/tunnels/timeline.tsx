/** State changes that this page has seen since it was opened, newest first, and the state at the last look. */
import { useRef } from 'react'
import { Clock, clockOf } from '../ui/time.tsx'
import type { Look } from './last-look.ts'
import type { TunnelState } from './state.ts'

export interface Seen {
  at: number
  title: string
  kind: TunnelState['kind']
}

/**
 * Records each change of state with the time of the answer that reported it.
 * @param isWhole whether everything that the state depends on was answered: completing the state is not a change
 */
export const useTimeline = (state: TunnelState, at: number, isWhole: boolean): readonly Seen[] => {
  const seen = useRef<Seen[]>([])
  if (!isWhole) return seen.current
  const last = seen.current[0]
  // Adding during render is safe: the same state adds nothing a second time.
  if (last?.title !== state.title)
    seen.current = [{ at, title: state.title, kind: state.kind }, ...seen.current]
  return seen.current
}

/**
 * The state with what this page has seen: a session that was up and is gone is down, however new the tunnel is, and
 * the page knows since when (docs/status.md, States).
 */
export const afterUp = (state: TunnelState, seen: readonly Seen[], hasBgp = true): TunnelState => {
  if (state.kind !== 'down' && state.kind !== 'waiting') return state
  const lost = hasBgp && seen[seen.findIndex(({ kind }) => kind === 'up' || kind === 'degraded') - 1]
  if (lost)
    return {
      kind: 'down',
      title: `Down since ${clockOf(lost.at)}`,
      sentence: 'This page has seen the BGP session up before.',
    }
  const first = seen[0]
  return first && state.kind === 'down'
    ? {
        ...state,
        sentence: `${state.sentence} Down in every answer since ${clockOf(first.at)}; how much longer is not reported.`,
      }
    : state
}

interface TimelineProps {
  seen: readonly Seen[]
  /** The last look at this tunnel before this page was opened. */
  last: Look | null
}

export const Timeline = ({ seen, last }: TimelineProps) => (
  <section aria-labelledby="timeline-title">
    <h2 id="timeline-title" className="border-b border-line-strong pb-2 font-semibold">
      Seen by this browser
    </h2>
    <ol className="mt-2 grid gap-2">
      {seen.map(({ at, title }) => (
        <li key={`${at} ${title}`} className="flex gap-3">
          <span className="mono text-fg-3">
            <Clock ms={at} />
          </span>
          {title}
        </li>
      ))}
      {last?.state !== undefined && (
        <li className="flex gap-3">
          <span className="mono text-fg-3">
            <Clock ms={last.at} />
          </span>
          <span>
            {last.state} <span className="text-fg-2">when you last looked</span>
          </span>
        </li>
      )}
    </ol>
  </section>
)
