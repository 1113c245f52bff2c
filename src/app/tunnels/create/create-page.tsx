/** The form that creates a tunnel: rail, sheet with one step, panel, footer. */
import { type FormEvent, type KeyboardEvent, lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { type Problem, problemsOf } from '../../form/problems.ts'
import { placeErrors } from '../../form/server-errors.ts'
import { STEP_TITLES, STEPS, type Step } from '../../form/steps.ts'
import { useTunnelFormSetup } from '../../form/tunnel-form-setup.ts'
import { TunnelFormProvider, useTunnelForm, useView } from '../../form/use-tunnel-form.tsx'
import type { View } from '../../form/view.ts'
import { arriveAt, usePageHeading } from '../../page-heading.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { useWriteRefusal } from '../../use-write-refusal.ts'
import { BasicsStep } from './basics-step.tsx'
import { DraftNotice } from './draft-notice.tsx'
import { DryRunPill } from './dry-run-pill.tsx'
import { DryRunSpeech } from './dry-run-speech.tsx'
import { SummaryPanel } from './later-panel.tsx'
import { useGoTo } from './problem-link.tsx'
import { SignedOut } from './signed-out.tsx'
import { type CreateState, useCreate } from './use-create.ts'
import { StepBar, StepList } from './wizard-rail.tsx'

const FORM_ID = 'tunnel-form'

const loadBgp = () => import('./bgp-step.tsx')
const loadHealth = () => import('./health-step.tsx')
const loadReview = () => import('./review-step.tsx')
const loadSummary = () => import('./error-summary.tsx')
const loadOutcome = () => import('./create-outcome.tsx')

// Their code comes after the first step is drawn.
const BgpStep = lazy(async () => ({ default: (await loadBgp()).BgpStep }))
const HealthStep = lazy(async () => ({ default: (await loadHealth()).HealthStep }))
const ReviewStep = lazy(async () => ({ default: (await loadReview()).ReviewStep }))
const ErrorSummary = lazy(async () => ({ default: (await loadSummary()).ErrorSummary }))
const CreateOutcome = lazy(async () => ({ default: (await loadOutcome()).CreateOutcome }))

export const CreatePage = ({ step }: { step: Step }) => (
  <TunnelFormProvider value={useTunnelFormSetup(step)}>
    <Wizard step={step} />
  </TunnelFormProvider>
)

/** Review lists every problem; a step lists its own once Continue was pressed, and those of no field at once. */
const problemsAt = (view: View, step: Step, attempt: number): Problem[] => {
  if (step === 'review') return problemsOf(view, STEPS)
  const problems = problemsOf(view, [step, 'review'])
  return attempt > 0 ? problems : problems.filter(({ field }) => field === null)
}

/** The refusal of Create says it already. */
const isIn = ({ errors }: Extract<CreateState, { kind: 'not_done' }>, { by, field }: Problem): boolean =>
  by !== 'form' || placeErrors(errors).some(({ place }) => place.kind === 'field' && place.field === field)

/**
 * The step's summary of errors, and the title that tells of them. Apart from the page, so that a message that
 * comes or goes does not draw the page anew.
 */
const TopProblems = ({ step, attempt, create }: { step: Step; attempt: number; create: CreateState }) => {
  const view = useView((whole) => whole)
  const isRefused = create.kind === 'not_done'
  const prefix = isRefused || (problemsAt(view, step, attempt).length > 0 && attempt > 0) ? 'Error: ' : ''
  const problems = problemsAt(view, step, attempt).filter((problem) => !isRefused || !isIn(create, problem))
  return (
    <>
      <title>{`${prefix}Step ${STEPS.indexOf(step) + 1} of 4: ${STEP_TITLES[step]} - New tunnel - Tunneldesk`}</title>
      {problems.length > 0 && (
        <Suspense fallback={null}>
          <ErrorSummary problems={problems} attempt={attempt} />
        </Suspense>
      )}
    </>
  )
}

const Wizard = ({ step }: { step: Step }) => {
  const { form, feedback } = useTunnelForm()
  const [, navigate] = useLocation()
  const goTo = useGoTo()
  const heading = usePageHeading()
  const shownStep = useRef(step)
  const [attempts, setAttempts] = useState({ step, count: 0 })
  const { state, create, look, dropRefusal } = useCreate()
  const refusal = useWriteRefusal()
  const attempt = attempts.step === step ? attempts.count : 0
  const isSending = state.kind === 'sending'
  const hasOutcome = state.kind === 'not_done' || state.kind === 'unknown'
  const createRefusal = step === 'review' ? refusal : undefined
  const number = STEPS.indexOf(step) + 1

  useEffect(() => {
    if (shownStep.current === step) return
    shownStep.current = step
    dropRefusal()
    if (!history.state?.keepFocus) return arriveAt(heading.current)
    // Holds for this arrival; coming back to the same entry is another.
    history.replaceState(null, '')
  }, [step, heading, dropRefusal])

  useEffect(() => {
    // If one fails, opening its step tries again and says so.
    for (const load of [loadBgp, loadHealth, loadReview, loadSummary, loadOutcome]) load().catch(() => {})
  }, [])

  const failed = () => {
    dropRefusal()
    setAttempts({ step, count: attempt + 1 })
  }

  const goOn = async (event?: FormEvent) => {
    event?.preventDefault()
    if (isSending || createRefusal !== undefined) return
    if (step === 'review') {
      void feedback.force(STEPS)
      void form.handleSubmit(create, failed)()
      return
    }
    await feedback.force([step])
    if (problemsOf(feedback.view(), [step]).length > 0) return failed()
    navigate(paths.newTunnel(STEPS[number] ?? 'review'))
  }

  const showFirst = () => {
    const [first] = problemsOf(feedback.view(), STEPS)
    if (first?.field || (first?.step && first.step !== step)) goTo(first.step, first.field)
    // It belongs to this step or to the request as a whole: the summary at the top has it.
    else failed()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      void goOn()
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: catches Ctrl+Enter on its way up; nothing to click here
    <div className="wizard" onKeyDown={onKeyDown}>
      <nav className="rail" aria-label="Create tunnel progress">
        <StepList step={step} />
        <p className="mt-auto px-3 text-xs text-fg-3">Kept in this tab as you type. Keys are never stored.</p>
      </nav>
      <main id="main" className="sheet">
        <StepBar step={step} />
        <form id={FORM_ID} className="sheet-form" noValidate onSubmit={goOn}>
          <h1 ref={heading} tabIndex={-1} className="mb-5 text-xl font-semibold">
            {STEP_TITLES[step]} <span className="text-sm font-normal text-fg-3">Step {number} of 4</span>
          </h1>
          <SignedOut />
          <DraftNotice />
          <TopProblems step={step} attempt={attempt} create={state} />
          <fieldset disabled={isSending} className="contents">
            {step === 'basics' && <BasicsStep />}
            <Suspense fallback={null}>
              {step === 'bgp' && <BgpStep />}
              {step === 'health' && <HealthStep />}
              {step === 'review' && (
                <ReviewStep
                  isSending={isSending}
                  outcome={hasOutcome ? <CreateOutcome state={state} look={look} /> : null}
                />
              )}
            </Suspense>
          </fieldset>
        </form>
        <div className="foot">
          <div>
            <Button
              variant="ghost"
              className="-ml-3"
              disabledReason={isSending ? 'The tunnel is being created' : undefined}
              onClick={() =>
                navigate(number === 1 ? paths.tunnels : paths.newTunnel(STEPS[number - 2] ?? 'basics'))
              }
            >
              {number === 1 ? 'Cancel' : 'Back'}
            </Button>
            <DryRunPill onShow={showFirst} />
            <DryRunSpeech attempt={attempt} />
            <Button
              variant="primary"
              type="submit"
              form={FORM_ID}
              className="ml-auto"
              disabledReason={createRefusal}
            >
              {step !== 'review' ? 'Continue' : isSending ? 'Creating...' : 'Create tunnel'}
            </Button>
          </div>
        </div>
      </main>
      <aside className="panel" aria-label="Summary">
        <SummaryPanel />
      </aside>
    </div>
  )
}
