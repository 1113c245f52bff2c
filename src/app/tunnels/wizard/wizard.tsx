/** The form of a new or edited tunnel: step rail, current step, panel, footer. */
import { type KeyboardEvent, Suspense, useEffect, useRef } from 'react'
import { isComposing } from '../../form/input-kinds.ts'
import { STEP_TITLES, STEPS, type Step } from '../../form/steps.ts'
import { useTunnelForm } from '../../form/use-tunnel-form.tsx'
import { arriveAt, usePageHeading } from '../../page-heading.ts'
import { lazyPart } from '../../ui/lazy-part.ts'
import { useWriteRefusal } from '../../use-write-refusal.ts'
import { WriteRefusal } from '../../write/write-refusal.tsx'
import { BasicsStep } from './basics-step.tsx'
import type { Flow } from './flow.ts'
import { DraftNotice, RouterAdvice, SignedOut, SummaryPanel } from './later-parts.tsx'
import { StepBar } from './step-bar.tsx'
import { loadSummary, TopProblems } from './top-problems.tsx'
import { useContinue } from './use-continue.ts'
import { WizardFooter } from './wizard-footer.tsx'
import { StepList } from './wizard-rail.tsx'

const FORM_ID = 'tunnel-form'

const loadBgp = () => import('./bgp-step.tsx')
const loadHealth = () => import('./health-step.tsx')

// Their code loads after the first step has rendered.
const BgpStep = lazyPart(async () => (await loadBgp()).BgpStep)
const HealthStep = lazyPart(async () => (await loadHealth()).HealthStep)

/** The heading of the step; it gets the focus when the step changes, unless a link leads to a field. */
const useStepHeading = (step: Step, onChange: () => void) => {
  const heading = usePageHeading()
  const shownStep = useRef(step)
  useEffect(() => {
    if (shownStep.current === step) return
    shownStep.current = step
    onChange()
    if (!history.state?.keepFocus) return arriveAt(heading.current)
    // Applies only to this visit of the history entry, not to a later one.
    history.replaceState(null, '')
  }, [step, heading, onChange])
  return heading
}

export const Wizard = ({ step, flow }: { step: Step; flow: Flow }) => {
  const { restoredAt } = useTunnelForm()
  const { state, dropRefusal } = flow
  const writeRefusal = useWriteRefusal()
  const heading = useStepHeading(step, dropRefusal)
  const sendRefusal = step === 'review' ? (writeRefusal ?? flow.refusal) : undefined
  const { attempt, goOn, showFirst } = useContinue(step, flow, sendRefusal !== undefined)

  useEffect(() => {
    // If this fails, opening the step tries again and shows the error.
    for (const load of [loadBgp, loadHealth, loadSummary]) load().catch(() => {})
  }, [])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !isComposing(event)) {
      event.preventDefault()
      // A key held down on the first step must not arrive at Review and create.
      if (event.repeat) return
      // Leaves the field, as a click on the button does. Review has no field, and keeps the focus for the outcome.
      if (step !== 'review' && document.activeElement instanceof HTMLElement) document.activeElement.blur()
      void goOn()
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: handles the bubbling Ctrl+Enter; nothing to click here
    <div className="form-page" onKeyDown={onKeyDown}>
      {/* As high as the form, so that its last line is at the bottom of the window also below a strip above the page. */}
      <nav
        className="hidden flex-col px-2 contain-content lg:flex min-[85rem]:px-3"
        aria-label={flow.progressLabel}
      >
        <div className="sticky top-(--bar) pt-6">
          <StepList step={step} />
        </div>
        <p className="sticky bottom-0 mt-auto px-3 pt-6 pb-5 text-xs text-fg-3 short:static">
          Kept in this tab as you type. Keys are never stored.
        </p>
      </nav>
      <main
        id="main"
        className="flex min-h-[calc(100dvh-var(--bar))] min-w-0 flex-col bg-surface [--bg:var(--color-surface)] lg:border-x lg:border-line"
      >
        <StepBar step={step} />
        <form
          id={FORM_ID}
          className="@container/form mx-auto w-full max-w-172 flex-1 px-4 pt-4 pb-6 sm:px-6 sm:pt-6 sm:pb-8"
          noValidate
          onSubmit={goOn}
        >
          <h1 ref={heading} tabIndex={-1} className="mb-5 text-xl font-semibold">
            {STEP_TITLES[step]}{' '}
            <span className="text-sm font-normal text-fg-3">
              Step {STEPS.indexOf(step) + 1} of {STEPS.length}
            </span>
          </h1>
          <SignedOut />
          {restoredAt !== null && (
            <div className="empty:h-39.5 sm:empty:h-34.5 min-[85rem]:empty:h-29.5">
              <DraftNotice />
            </div>
          )}
          {writeRefusal !== undefined && (
            <div className="mb-5">
              <WriteRefusal refusal={writeRefusal} button={flow.sendLabel}>
                What you type is kept in this tab, except keys.
              </WriteRefusal>
            </div>
          )}
          {flow.notice}
          <RouterAdvice />
          <TopProblems step={step} attempt={attempt} state={state} title={flow.title} />
          <fieldset disabled={state.kind === 'sending'} className="contents">
            {step === 'basics' && <BasicsStep />}
            <Suspense fallback={null}>
              {step === 'bgp' && <BgpStep />}
              {step === 'health' && <HealthStep />}
              {step === 'review' && flow.review}
            </Suspense>
          </fieldset>
        </form>
        <WizardFooter
          formId={FORM_ID}
          step={step}
          flow={flow}
          attempt={attempt}
          refusal={sendRefusal}
          onShow={showFirst}
        />
      </main>
      <aside
        className="sticky top-(--bar) hidden h-[calc(100dvh-var(--bar))] self-start overflow-y-auto px-4 py-6 contain-content lg:block min-[85rem]:px-5"
        aria-label="Summary"
      >
        <SummaryPanel />
      </aside>
    </div>
  )
}
