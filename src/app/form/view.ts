/** The view of the form, field by field. Unchanged parts keep their identity, so that they do not render again. */
import type { FieldFinding } from '../../contract/fields/field.ts'
import { FIELD_NAMES, type FieldName } from '../../contract/fields/table.ts'
import type { PlacedError } from './server-errors.ts'
import { STEPS, type Step } from './steps.ts'

/** A finding that is not from the rules: a warning, or information about a filled-in value. */
export interface Remark extends Omit<FieldFinding, 'severity'> {
  severity: 'warning' | 'info'
}

/** The view of one field. */
export interface FieldView {
  severity: 'error' | 'warning' | 'info' | null
  /** Local findings, most severe first. A local error hides the server's errors; a local warning does not. */
  findings: readonly (FieldFinding | Remark)[]
  server: PlacedError[]
}

export interface View {
  fields: Record<FieldName, FieldView>
  stepErrors: Record<Step, PlacedError[]>
  formErrors: PlacedError[]
  missing: FieldName[]
  touched: ReadonlySet<FieldName>
  step: Step
}

/** The inputs of a view. */
export interface ViewParts extends Omit<View, 'fields' | 'stepErrors'> {
  fieldView(field: FieldName): FieldView
  stepErrorsOf(step: Step): PlacedError[]
}

export const severityOf = (findings: FieldView['findings']): FieldView['severity'] =>
  findings[0]?.severity ?? null

const isEqual = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const before = Object.entries(a)
  return (
    before.length === Object.keys(b).length &&
    before.every(([key, value]) => key in b && isEqual(value, (b as Record<string, unknown>)[key]))
  )
}

/** Returns the old value if the new one is equal. */
const same = <T>(before: T | undefined, after: T): T =>
  before !== undefined && isEqual(before, after) ? before : after

/** The same for a record of parts. */
const sameParts = <K extends string, T>(
  before: Record<K, T> | undefined,
  names: readonly K[],
  partOf: (name: K) => T,
): Record<K, T> => {
  const after = Object.fromEntries(names.map((name) => [name, same(before?.[name], partOf(name))]))
  return before && names.every((name) => before[name] === after[name]) ? before : (after as Record<K, T>)
}

export const nextView = (before: View | undefined, parts: ViewParts): View => {
  const { fieldView, stepErrorsOf, formErrors, missing, touched, step } = parts
  const next: View = {
    fields: sameParts(before?.fields, FIELD_NAMES, fieldView),
    stepErrors: sameParts(before?.stepErrors, STEPS, stepErrorsOf),
    formErrors: same(before?.formErrors, formErrors),
    missing: same(before?.missing, missing),
    // Single fields never become untouched, so an equal size means equal fields.
    touched: before?.touched.size === touched.size ? before.touched : new Set(touched),
    step,
  }
  const isSame = before && (Object.keys(next) as (keyof View)[]).every((key) => next[key] === before[key])
  return isSame ? before : next
}
