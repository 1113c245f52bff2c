/** The form's values as they were read last, with all that was found about them in this browser. */
import type { UseFormReturn } from 'react-hook-form'
import type { Judge } from '../../contract/fields/judge.ts'
import { FIELD_NAMES, type FieldName, type TunnelValues } from '../../contract/fields/table.ts'
import { createFindings, type Findings } from './findings.ts'
import { type Remark, severityOf } from './view.ts'

/** A source of remarks beside the rules. */
export type Remarks = (values: TunnelValues) => Partial<Record<FieldName, Remark[]>>

export interface JudgedValues {
  /** Reads the form's values and the schema's errors. */
  read(): void
  values(): TunnelValues
  findings(field: FieldName): Findings[FieldName]
  remarks(field: FieldName): readonly Remark[]
  /** Fields with an error. */
  wrong(): FieldName[]
  /** Adds a source of remarks; null removes it. */
  takeRemarks(from: Remarks | null): void
}

/** @param judge also behind the form's schema */
export const createJudgedValues = (
  form: Pick<UseFormReturn<TunnelValues>, 'getValues' | 'getErrors'>,
  judge: Judge,
): JudgedValues => {
  const findingsOf = createFindings(judge)
  let source: Remarks | null = null
  let values: TunnelValues
  let findings: Findings
  let remarks: ReturnType<Remarks>

  const read = () => {
    values = form.getValues()
    findings = findingsOf(values, form.getErrors())
    remarks = source?.(values) ?? {}
  }
  read()

  return {
    read,
    values: () => values,
    findings: (field) => findings[field],
    remarks: (field) => remarks[field] ?? [],
    wrong: () => FIELD_NAMES.filter((field) => severityOf(findings[field]) === 'error'),
    takeRemarks(from) {
      source = from
      read()
    },
  }
}
