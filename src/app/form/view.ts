/** What the form shows now, field by field; whatever draws it draws again only what changed. */
import type { FieldFinding } from '../../contract/fields/field.ts'
import { FIELD_NAMES, type FieldName } from '../../contract/fields/table.ts'
import type { PlacedError } from './server-errors.ts'
import { STEPS, type Step } from './steps.ts'

/** What somebody else than the rules says of a field: a warning, or only what was filled in and why. */
export interface Remark extends Omit<FieldFinding, 'severity'> {
  severity: 'warning' | 'info'
}

/** What one field shows. */
export interface FieldView {
  severity: 'error' | 'warning' | 'info' | null
  /** What was found locally, the gravest first; when there is anything, it speaks before the server. */
  findings: (FieldFinding | Remark)[]
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

/** What a view is made of. */
export interface ViewParts extends Omit<View, 'fields' | 'stepErrors'> {
  fieldView(field: FieldName): FieldView
  stepErrorsOf(step: Step): PlacedError[]
}

export const severityOf = (findings: FieldView['findings']): FieldView['severity'] =>
  findings[0]?.severity ?? null

/** Keeps the identity of what did not change. */
const same = <T>(before: T | undefined, after: T): T =>
  before !== undefined && JSON.stringify(before) === JSON.stringify(after) ? before : after

/** The same for a record of parts: it keeps its identity as long as every part does. */
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
    // Nothing is ever untouched one by one, so the same number means the same fields.
    touched: before?.touched.size === touched.size ? before.touched : new Set(touched),
    step,
  }
  const isSame = before && (Object.keys(next) as (keyof View)[]).every((key) => next[key] === before[key])
  return isSame ? before : next
}
