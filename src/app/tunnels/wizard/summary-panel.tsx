/** The panel beside the form: both ends, the findings, and the current request. */
import CircleAlert from 'lucide-react/icons/circle-alert'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { memo } from 'react'
import { useWording } from '../../form/dry-run/use-wording.ts'
import { type Problem, problemsOf, warningsOf } from '../../form/problems.ts'
import { STEPS } from '../../form/steps.ts'
import { useLaterDryRun, useLaterView, usePausedValues, useView } from '../../form/use-tunnel-form.tsx'
import type { View } from '../../form/view.ts'
import { loadedLater } from '../../ui/loaded-later.tsx'
import { Clock } from '../../ui/time.tsx'
import { useSpeaker } from '../../use-speaker.tsx'
import { CheckRemarks } from './check-remarks.tsx'
import { ProblemDetails, ProblemMessage } from './problem-details.tsx'
import { ProblemLink } from './problem-link.tsx'
import { TunnelDiagram } from './tunnel-diagram.tsx'

const Check = ({ problem, grave }: { problem: Problem; grave: boolean }) => {
  const speaker = useSpeaker()
  const Icon = grave ? CircleAlert : TriangleAlert
  return (
    <li className="grid grid-cols-[1rem_1fr] gap-x-2.5">
      <Icon aria-hidden="true" className={`mt-0.5 size-4 ${grave ? 'text-danger' : 'text-warning'}`} />
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <ProblemLink problem={problem}>{problem.label}</ProblemLink>
        <span className="text-fg-2">
          : <ProblemMessage problem={problem} />
        </span>
        <ProblemDetails problem={problem} />
        <span className="block text-xs text-fg-3">
          {{ form: 'Checked in your browser', api: `${speaker} says`, proxy: 'This server says' }[problem.by]}
          {grave ? '' : '. Does not block'}
        </span>
      </div>
    </li>
  )
}

const CheckList = memo(({ view }: { view: View }) => {
  const problems = problemsOf(view, STEPS)
  const warnings = warningsOf(view)
  if (problems.length + warnings.length === 0) return null
  return (
    <ul className="grid gap-3">
      {problems.map((problem) => (
        <Check key={`${problem.field} ${problem.message}`} problem={problem} grave />
      ))}
      {warnings.map((problem) => (
        <Check key={`${problem.field} ${problem.message}`} problem={problem} grave={false} />
      ))}
    </ul>
  )
})

const Found = () => <CheckList view={useLaterView()} />

const Checks = () => {
  const { checked } = useLaterDryRun()
  const { panel, requestId } = useWording()
  return (
    <section>
      <h2 className="mb-3 flex justify-between font-semibold">
        Checks
        {checked && (
          <span className="text-xs font-normal text-fg-3">
            last run <Clock ms={checked.at} />
          </span>
        )}
      </h2>
      <Found />
      {panel && <p className="text-fg-2 [ul+&]:mt-3">{panel}</p>}
      <CheckRemarks requestId={requestId} />
    </section>
  )
}

// Last in the panel, so that its late arrival moves nothing.
const RequestPreview = loadedLater(
  'The request',
  async () => (await import('./request-preview.tsx')).RequestPreview,
)

const Request = () => {
  const values = usePausedValues()
  return (
    <section>
      <h2 className="mb-3 font-semibold">Request</h2>
      <RequestPreview values={values} />
    </section>
  )
}

/** Memoised: only its own data renders it again, not the page around it. */
export const SummaryPanel = memo(() => {
  const isReview = useView(({ step }) => step === 'review')
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <section>
        <h2 className="mb-3 font-semibold">Both ends</h2>
        <TunnelDiagram />
      </section>
      <hr className="border-line" />
      {/* Review lists the findings itself. */}
      {!isReview && (
        <>
          <Checks />
          <hr className="border-line" />
        </>
      )}
      <Request />
    </div>
  )
})
