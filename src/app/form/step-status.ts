/** The status below each step's name in the step rail. The words are sufficient; colour and icon only repeat them. */
import { type FieldName, fieldsOf } from '../../contract/fields/table.ts'
import { counted } from '../counted.ts'
import type { Step } from './steps.ts'
import type { View } from './view.ts'

export interface StepStatus {
  text: string
  mark: 'number' | 'done' | 'problem'
}

const ownStatus = (step: Step, view: View, isBgpOn: boolean, fields: readonly FieldName[]): StepStatus => {
  const isTouched = fields.some((field) => view.touched.has(field))
  const isMissing = fields.some((field) => view.missing.includes(field))
  if (step === 'bgp' && !isBgpOn) return { text: 'Optional, off', mark: 'number' }
  if (step === 'health' && !isTouched) return { text: 'Defaults', mark: 'number' }
  if (!isTouched) return { text: 'Not started', mark: 'number' }
  return isMissing ? { text: 'In progress', mark: 'number' } : { text: 'Complete', mark: 'done' }
}

/**
 * @param isAccepted whether the API accepts exactly the current values
 * @param changed the fields that an edit changes; null in the form of a new tunnel
 */
export const statusOf = (
  step: Step,
  view: View,
  isBgpOn: boolean,
  isAccepted: boolean,
  changed: readonly FieldName[] | null = null,
): StepStatus => {
  if (step === 'review' && changed) {
    const isReady = isAccepted && changed.length > 0
    return { text: isReady ? 'Ready to save' : 'Not saved yet', mark: 'number' }
  }
  if (step === 'review') {
    return { text: isAccepted ? 'Ready to create' : 'Not created yet', mark: 'number' }
  }
  const fields = fieldsOf(step)
  const problems =
    fields.filter((field) => view.fields[field].severity === 'error').length + view.stepErrors[step].length
  if (problems > 0) return { text: counted(problems, 'problem'), mark: 'problem' }
  const count = changed?.filter((field) => fields.includes(field)).length
  const status: StepStatus =
    count === undefined
      ? ownStatus(step, view, isBgpOn, fields)
      : { text: count > 0 ? counted(count, 'change') : 'Unchanged', mark: 'number' }
  const warnings = fields.filter((field) => view.fields[field].severity === 'warning').length
  return warnings > 0 ? { ...status, text: counted(warnings, 'warning') } : status
}
