/** Beside the form: both ends, what was found, and the request as it stands. */
import { CircleAlert, TriangleAlert } from 'lucide-react'
import { memo, useDeferredValue, useSyncExternalStore } from 'react'
import { asCurl, asJson } from '../../export/request.ts'
import type { Checked } from '../../form/dry-run-state.ts'
import type { View } from '../../form/model.ts'
import { type Problem, problemsOf, warningsOf } from '../../form/problems.ts'
import { STEPS } from '../../form/steps.ts'
import { keysOf, toWire } from '../../form/to-wire.ts'
import { useTunnelForm, useTunnels, useValues, useView } from '../../form/use-tunnel-form.tsx'
import type { TunnelValues } from '../../form/values.ts'
import { Address } from '../../ui/address.tsx'
import { CodePanel } from '../../ui/code-panel.tsx'
import { Clock } from '../../ui/time.tsx'
import { useSpeaker } from '../../use-speaker.tsx'
import { ProblemDetails } from './problem-details.tsx'
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
        <span className="text-fg-2">: {problem.message}</span>
        <ProblemDetails problem={problem} />
        <span className="block text-xs text-fg-3">
          {{ form: 'Checked in your browser', api: `${speaker} says`, proxy: 'This server says' }[problem.by]}
          {grave ? '' : '. Does not block'}
        </span>
      </div>
    </li>
  )
}

/** What came with the last check and is no error: the API's messages, or why there was no verdict. */
const Remarks = ({ checked }: { checked: Checked | null }) => {
  const speaker = useSpeaker()
  if (!checked) return null
  const { verdict } = checked
  if (verdict.kind === 'forbidden' || verdict.kind === 'unreachable') {
    return (
      <p className="mt-3 text-fg-2">
        {verdict.kind === 'forbidden' ? verdict.message : 'The last check got no usable answer.'}
        {verdict.requestId && (
          <span className="block text-xs text-fg-3">
            Request <Address value={verdict.requestId} />
          </span>
        )}
      </p>
    )
  }
  if (verdict.kind === 'limited') return null
  const requestId = verdict.kind === 'rejected' ? verdict.requestId : null
  return (
    <>
      {verdict.messages.map(({ code, message }) => (
        <p key={`${code} ${message}`} className="mt-3 text-fg-2">
          {speaker}: {message}
        </p>
      ))}
      {requestId && (
        <p className="mt-3 text-xs text-fg-3">
          Request <Address value={requestId} />
        </p>
      )}
    </>
  )
}

const CheckList = memo(({ view }: { view: View }) => {
  const problems = problemsOf(view, STEPS)
  const warnings = warningsOf(view)
  return (
    <>
      <ul className="grid gap-3">
        {problems.map((problem) => (
          <Check key={`${problem.field} ${problem.message}`} problem={problem} grave />
        ))}
        {warnings.map((problem) => (
          <Check key={`${problem.field} ${problem.message}`} problem={problem} grave={false} />
        ))}
      </ul>
      {problems.length + warnings.length === 0 && <p className="text-fg-2">Nothing found so far.</p>}
    </>
  )
})

/** Follows when the field that is typed in has been drawn. */
const Found = () => <CheckList view={useDeferredValue(useView((whole) => whole))} />

const ListMissing = () =>
  useTunnels().isError ? (
    <p className="mt-3 text-xs text-fg-2">
      The list of tunnels could not be loaded, so duplicates cannot be checked here. The API checks them on
      create.
    </p>
  ) : null

const Checks = () => {
  const { dryRun } = useTunnelForm()
  const checked = useSyncExternalStore(dryRun.subscribe, () => dryRun.state().checked)
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
      <Remarks checked={checked} />
      <ListMissing />
    </section>
  )
}

/** Most key presses change another part of the page than this text. */
const RequestText = memo(({ json, curl }: { json: string; curl: string }) => (
  <CodePanel
    label="Request"
    tabs={[
      { title: 'JSON', text: json },
      { title: 'curl', text: curl },
    ]}
  />
))

const RequestOf = memo(({ values }: { values: TunnelValues }) => {
  const { generatedPsk } = useTunnelForm()
  const payload = toWire(values, keysOf(values, generatedPsk))
  return <RequestText json={asJson(payload)} curl={asCurl(payload)} />
})

const Request = () => (
  <section>
    <h2 className="mb-3 font-semibold">Request</h2>
    <RequestOf values={useDeferredValue(useValues((all) => all))} />
    <p className="mt-2 text-xs text-fg-3">Exactly what creating sends. Keys are left out here.</p>
  </section>
)

/** Drawn again by its own fields only, not by the page around it. */
export const SummaryPanel = memo(() => (
  <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
    <section>
      <h2 className="mb-3 font-semibold">Both ends</h2>
      <TunnelDiagram />
    </section>
    <hr className="border-line" />
    <Checks />
    <hr className="border-line" />
    <Request />
  </div>
))
