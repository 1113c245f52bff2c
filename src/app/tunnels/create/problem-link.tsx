/** A link to the field that a problem is about: opens its step, then puts the focus into it. */
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { FieldName } from '../../form/fields.ts'
import type { Problem } from '../../form/problems.ts'
import type { Step } from '../../form/steps.ts'
import { paths } from '../../paths.ts'

/** Where the focus goes for fields whose control is not an input of that id. */
const CONTROL_IDS: Partial<Record<FieldName, string>> = {
  health_direction: 'health_direction-bidirectional',
  health_type: 'health_type-reply',
  health_rate: 'health_rate-mid',
}

const FRAMES_TO_WAIT = 30

/** The step may still be drawing and a closed section still opening: try again on the next frames. */
export const focusField = (field: FieldName, frames = FRAMES_TO_WAIT): void => {
  const control = document.getElementById(CONTROL_IDS[field] ?? field)
  // Errors open their section by themselves, warnings do not.
  const section = control?.closest('details')
  if (section) section.open = true
  if (control?.checkVisibility()) {
    control.focus()
    control.scrollIntoView({ block: 'center' })
  } else if (frames > 0) {
    requestAnimationFrame(() => focusField(field, frames - 1))
  } else {
    document.getElementById(`psk_choice-generate`)?.focus()
  }
}

export const useGoTo = () => {
  const [, navigate] = useLocation()
  return (step: Step | null, field: FieldName | null) => {
    if (step) navigate(paths.newTunnel(step), { state: { keepFocus: field !== null } })
    if (field) requestAnimationFrame(() => focusField(field))
  }
}

export const ProblemLink = ({ problem, children }: { problem: Problem; children: ReactNode }) => {
  const goTo = useGoTo()
  const { step, field } = problem
  if (!step) return <span className="font-medium">{children}</span>
  return (
    <a
      href={`${paths.newTunnel(step)}${field ? `#${field}` : ''}`}
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
