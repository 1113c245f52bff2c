/** The list of problems at the top of a step after Continue or Create. Takes the focus when it appears. */
import CircleAlert from 'lucide-react/icons/circle-alert'
import { useEffect, useRef, useState } from 'react'
import { leadIn, type Problem } from '../../form/problems.ts'
import { useSpeaker } from '../../use-speaker.tsx'
import { ProblemDetails, ProblemMessage } from './problem-details.tsx'
import { ProblemLink } from './problem-link.tsx'

/** @param attempt number of attempts to continue; every new attempt moves the focus here again */
export const ErrorSummary = ({ problems, attempt }: { problems: Problem[]; attempt: number }) => {
  const ref = useRef<HTMLDivElement>(null)
  const [first, setFirst] = useState({ attempt: 0, text: '' })
  const speaker = useSpeaker()
  const text = problems.map(({ field, message }) => `${field} ${message}`).join()
  // An alert only for the problems that Continue found: a list that shrinks as fields are fixed must not interrupt.
  if (first.attempt !== attempt) setFirst({ attempt, text })
  const isAlert = attempt > 0 && first.text === text
  useEffect(() => {
    if (attempt > 0) ref.current?.focus()
  }, [attempt])
  return (
    <section
      ref={ref}
      tabIndex={-1}
      aria-labelledby="error-summary-title"
      className="mb-5 rounded-card border border-danger/60 p-4"
    >
      <div role={isAlert ? 'alert' : undefined}>
        <h2 id="error-summary-title" className="flex items-center gap-2 text-lg font-semibold">
          <CircleAlert aria-hidden="true" className="size-5 text-danger" />
          There is a problem
        </h2>
        <ul className="mt-2 grid list-disc gap-1 pl-7">
          {problems.map((problem) => (
            <li key={`${problem.field} ${problem.message}`} className="[overflow-wrap:anywhere]">
              <ProblemLink problem={problem}>{problem.label}</ProblemLink>: {leadIn(problem, speaker)}
              <ProblemMessage problem={problem} />
              <ProblemDetails problem={problem} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
