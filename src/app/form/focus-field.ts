/** Puts the focus into a field of the form, anywhere on its step. */
import type { FieldName } from '../../contract/fields/table.ts'

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
