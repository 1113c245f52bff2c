/** The problems above a step, and the page title that mentions them. */
import { type Problem, problemsOf } from '../../form/problems.ts'
import { placeErrors } from '../../form/server-errors.ts'
import { STEP_TITLES, STEPS, type Step } from '../../form/steps.ts'
import { useView } from '../../form/use-tunnel-form.tsx'
import type { View } from '../../form/view.ts'
import { loadedLater } from '../../ui/loaded-later.tsx'
import type { SendState } from '../../write/use-write.ts'

/** Its code loads after the first step has rendered. */
export const loadSummary = () => import('./error-summary.tsx')
const ErrorSummary = loadedLater('The list of problems', async () => (await loadSummary()).ErrorSummary)

/** Review lists all problems; a step lists its own after Continue, and problems without a field at once. */
const problemsAt = (view: View, step: Step, attempt: number): Problem[] => {
  if (step === 'review') return problemsOf(view, STEPS)
  const problems = problemsOf(view, [step, 'review'])
  return attempt > 0 ? problems : problems.filter(({ field }) => field === null)
}

/** Whether the message about the refused request already contains the problem. */
const isIn = ({ error }: Extract<SendState, { kind: 'not_done' }>, { by, field }: Problem): boolean =>
  by !== 'form' ||
  placeErrors(error.errors).some(({ place }) => place.kind === 'field' && place.field === field)

interface TopProblemsProps {
  step: Step
  /** The number of attempts to continue. */
  attempt: number
  /** The state of the request. */
  state: SendState
  /** Part of the page's title, after the step. */
  title: string
}

/**
 * The step's error summary, and the page title that mentions errors. A separate component, so that a changing message
 * does not render the whole page again.
 */
export const TopProblems = ({ step, attempt, state, title }: TopProblemsProps) => {
  const view = useView((whole) => whole)
  const isRefused = state.kind === 'not_done'
  const found = problemsAt(view, step, attempt)
  const prefix = isRefused || (found.length > 0 && attempt > 0) ? 'Error: ' : ''
  const problems = found.filter((problem) => !isRefused || !isIn(state, problem))
  return (
    <>
      <title>{`${prefix}Step ${STEPS.indexOf(step) + 1} of ${STEPS.length}: ${STEP_TITLES[step]} - ${title} - Tunneldesk`}</title>
      {problems.length > 0 && <ErrorSummary problems={problems} attempt={attempt} />}
    </>
  )
}
