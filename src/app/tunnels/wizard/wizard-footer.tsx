/** The bar below the form: Back, the result of the dry-run, and Continue or the button that sends the form. */
import { useLocation } from 'wouter'
import { STEPS, type Step } from '../../form/steps.ts'
import { useTunnelForm } from '../../form/use-tunnel-form.tsx'
import { Button } from '../../ui/button.tsx'
import type { Flow } from './flow.ts'
import { DryRunPill, DryRunSpeech } from './later-parts.tsx'

interface WizardFooterProps {
  /** ID of the form that its button submits. */
  formId: string
  step: Step
  flow: Flow
  /** The number of attempts to continue. */
  attempt: number
  /** Why the form cannot be sent now. */
  refusal: string | undefined
  /** Goes to the first problem. */
  onShow(): void
}

export const WizardFooter = ({ formId, step, flow, attempt, refusal, onShow }: WizardFooterProps) => {
  const { stepPath } = useTunnelForm()
  const [, navigate] = useLocation()
  const number = STEPS.indexOf(step) + 1
  const isSending = flow.state.kind === 'sending'
  return (
    <div className="sticky bottom-0 z-4 border-t border-line bg-surface short:static print:hidden">
      <div className="mx-auto flex min-h-(--foot) w-full max-w-172 flex-wrap items-center gap-x-3 px-4 pt-2 pb-3 sm:flex-nowrap sm:px-6 sm:py-0">
        <Button
          variant="ghost"
          className="-ml-3"
          disabledReason={isSending ? flow.sendingLabel : undefined}
          onClick={() => navigate(number === 1 ? flow.back.path : stepPath(STEPS[number - 2] ?? 'basics'))}
        >
          {number === 1 ? flow.back.label : 'Back'}
        </Button>
        {step !== 'review' && (
          // On a phone a line of its own above the buttons, kept until its code is here.
          <div className="min-w-0 max-sm:order-first max-sm:basis-full max-sm:empty:h-7">
            <DryRunPill onShow={onShow} />
          </div>
        )}
        <DryRunSpeech attempt={attempt} />
        <Button
          variant="primary"
          type="submit"
          form={formId}
          className="ml-auto max-sm:flex-1"
          disabledReason={refusal}
        >
          {step !== 'review' ? 'Continue' : isSending ? flow.sendingLabel : flow.sendLabel}
        </Button>
      </div>
    </div>
  )
}
