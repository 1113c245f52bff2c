/** Moves the focus to a field of the form on its step. */
import type { FieldName } from '../../contract/fields/table.ts'

/** IDs of the controls of fields whose control has another ID than the field. */
const CONTROL_IDS: Partial<Record<FieldName, string>> = {
  health_direction: 'health_direction-bidirectional',
  health_type: 'health_type-reply',
  health_rate: 'health_rate-mid',
}

const FRAMES_TO_WAIT = 30

/** Retries on the next frames, because the step may still be rendering and a closed section opening. */
export const focusField = (field: FieldName, frames = FRAMES_TO_WAIT): void => {
  const control = document.getElementById(CONTROL_IDS[field] ?? field)
  // Errors open their section automatically, warnings do not.
  const section = control?.closest('details')
  if (section) section.open = true
  if (control?.checkVisibility()) {
    control.focus()
    control.scrollIntoView({ block: 'center' })
  } else if (frames > 0) {
    requestAnimationFrame(() => focusField(field, frames - 1))
  } else if (field === 'psk') {
    document.getElementById('psk_choice-generate')?.focus()
  }
}
