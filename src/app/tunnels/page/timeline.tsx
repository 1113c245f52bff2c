/** State changes that this page has seen since it was opened, newest first, and the state at the last look. */
import { useState } from 'react'
import type { Seen } from '../../state/seen-state.ts'
import type { TunnelState } from '../../state/state.ts'
import { Clock } from '../../ui/time.tsx'
import type { Look } from '../last-look.ts'

/**
 * Records each change of state with the time of the answer that reported it.
 * @param isWhole whether everything that the state depends on was answered: completing the state is not a change
 */
export const useTimeline = (state: TunnelState, at: number, isWhole: boolean): readonly Seen[] => {
  const [seen, setSeen] = useState<readonly Seen[]>([])
  const { title, kind } = state
  // React renders again at once, with the new list.
  if (isWhole && seen[0]?.title !== title) setSeen([{ at, title, kind }, ...seen])
  return seen
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
          <span dir="auto" className="min-w-0 [overflow-wrap:anywhere]">
            {title}
          </span>
        </li>
      ))}
      {last?.state !== undefined && (
        <li className="flex gap-3">
          <span className="mono text-fg-3">
            <Clock ms={last.at} />
          </span>
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <span dir="auto">{last.state}</span> <span className="text-fg-2">when you last looked</span>
          </span>
        </li>
      )}
    </ol>
  </section>
)
