/** The rows of Review: every field with the value to send, and whether that is the default. */
import type { FieldStep, Shown } from '../../../contract/fields/field.ts'
import {
  type FieldName,
  fieldsOf,
  isBlank,
  isDefault,
  isOn,
  rowOf,
  type TunnelValues,
} from '../../../contract/fields/table.ts'

export interface ReviewRow {
  field: FieldName
  label: string
  value: Shown
  /** "default", "not sent", or the field's own note. */
  note?: string
}

const noteOf = (field: FieldName, values: TunnelValues, value: Shown): string | undefined => {
  if (!isOn(field, values)) return 'not sent'
  if (value.kind === 'choice') return isDefault(field, values) ? 'default' : undefined
  return 'note' in value ? value.note : undefined
}

/** A field of a part that is off is listed only if it was typed; a field without a control only if it has a value. */
const isListed = (field: FieldName, values: TunnelValues): boolean => {
  const isFilled = !isBlank(field, values) && !isDefault(field, values)
  return isFilled || (isOn(field, values) && rowOf(field).control !== 'none')
}

/** The rows of one step. */
export const reviewRows = (part: FieldStep, values: TunnelValues): ReviewRow[] =>
  fieldsOf(part)
    .filter((field) => isListed(field, values))
    .map((field) => {
      const value = rowOf(field).review(values)
      const note = noteOf(field, values, value)
      return { field, label: rowOf(field).label, value, ...(note === undefined ? {} : { note }) }
    })
