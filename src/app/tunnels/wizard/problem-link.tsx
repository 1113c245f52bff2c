/** A link to the field of a problem: opens its step, then focuses the field. */
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { FieldName } from '../../../contract/fields/table.ts'
import { focusField } from '../../form/focus-field.ts'
import type { Problem } from '../../form/problems.ts'
import type { Step } from '../../form/steps.ts'
import { useTunnelForm } from '../../form/use-tunnel-form.tsx'

export const useGoTo = () => {
  const { stepPath } = useTunnelForm()
  const [, navigate] = useLocation()
  return (step: Step | null, field: FieldName | null) => {
    if (step) navigate(stepPath(step), { state: { keepFocus: field !== null } })
    if (field) requestAnimationFrame(() => focusField(field))
  }
}

export const ProblemLink = ({ problem, children }: { problem: Problem; children: ReactNode }) => {
  const goTo = useGoTo()
  const { stepPath } = useTunnelForm()
  const { step, field } = problem
  if (!step) return <span className="font-medium">{children}</span>
  return (
    <a
      href={`${stepPath(step)}${field ? `#${field}` : ''}`}
      className="font-medium text-fg underline"
      onClick={(event) => {
        event.preventDefault()
        event.currentTarget.closest('dialog')?.close()
        goTo(step, field)
      }}
    >
      {children}
    </a>
  )
}
