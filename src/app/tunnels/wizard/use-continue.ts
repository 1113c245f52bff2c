/** The wizard's main button: Continue judges its step and opens the next; on Review it judges all and sends the form. */
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { problemsOf } from '../../form/problems.ts'
import { STEPS, type Step } from '../../form/steps.ts'
import { useTunnelForm } from '../../form/use-tunnel-form.tsx'
import type { Flow } from './flow.ts'
import { useGoTo } from './problem-link.tsx'

/** @param isRefused whether the form cannot be sent now */
export const useContinue = (step: Step, { state, send, dropRefusal }: Flow, isRefused: boolean) => {
  const { form, feedback, stepPath } = useTunnelForm()
  const [, navigate] = useLocation()
  const goTo = useGoTo()
  const [attempts, setAttempts] = useState({ step, count: 0 })
  /** The number of presses on this step that found problems. */
  const attempt = attempts.step === step ? attempts.count : 0

  const fail = () => {
    dropRefusal()
    setAttempts({ step, count: attempt + 1 })
  }

  const goOn = async (event?: FormEvent) => {
    event?.preventDefault()
    if (state.kind === 'sending' || isRefused) return
    if (step === 'review') {
      void feedback.force(STEPS)
      void form.handleSubmit(send, fail)()
      return
    }
    await feedback.force([step])
    if (problemsOf(feedback.view(), [step]).length > 0) return fail()
    navigate(stepPath(STEPS[STEPS.indexOf(step) + 1] ?? 'review'))
  }

  const showFirst = () => {
    const [first] = problemsOf(feedback.view(), STEPS)
    if (first?.field || (first?.step && first.step !== step)) goTo(first.step, first.field)
    // A problem of this step or of the whole request: the summary at the top lists it.
    else fail()
  }

  return { attempt, goOn, showFirst }
}
