/** What Review lists: every field with what will be sent, and whether that is the default. */
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
  /** "default", "not sent", or what the row itself says beside the value. */
  note?: string
}

const noteOf = (field: FieldName, values: TunnelValues, value: Shown): string | undefined => {
  if (!isOn(field, values)) return 'not sent'
  if (value.kind === 'choice') return isDefault(field, values) ? 'default' : undefined
  return 'note' in value ? value.note : undefined
}

/** Of a part that is off, only what was typed stays; of a field without a control, only what was read. */
const isListed = (field: FieldName, values: TunnelValues): boolean => {
  const isFilled = !isBlank(field, values) && !isDefault(field, values)
  return isFilled || (isOn(field, values) && rowOf(field).control !== 'none')
}

/** The rows of one part. */
export const reviewRows = (part: FieldStep, values: TunnelValues): ReviewRow[] =>
  fieldsOf(part)
    .filter((field) => isListed(field, values))
    .map((field) => {
      const value = rowOf(field).review(values)
      const note = noteOf(field, values, value)
      return { field, label: rowOf(field).label, value, ...(note === undefined ? {} : { note }) }
    })
