/** State changes that this page has seen since it was opened, newest first, and the state at the last look. */
import { useRef } from 'react'
import { Clock } from '../ui/time.tsx'
import type { Look } from './last-look.ts'
import type { Seen } from './seen-state.ts'
import type { TunnelState } from './state.ts'

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
