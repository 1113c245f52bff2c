/** What was found locally. The schema's errors in the form say which fields are wrong; the rules say why, and warn. */
import type { FieldFinding } from '../../contract/fields/field.ts'
import type { Judge } from '../../contract/fields/judge.ts'
import { FIELD_NAMES, type FieldName, type TunnelValues } from '../../contract/fields/table.ts'

export type Findings = Record<FieldName, readonly FieldFinding[]>

/** The findings of one field, and what they were made from. */
interface Found {
  judgement: readonly FieldFinding[]
  isWrong: boolean
  findings: readonly FieldFinding[]
}

/** The errors of a wrong field or the warnings of another. Equal entries of a list have one finding. */
const relevant = (judgement: readonly FieldFinding[], isWrong: boolean): FieldFinding[] => {
  const first = new Map<string, FieldFinding>()
  for (const finding of judgement) if (!first.has(finding.message)) first.set(finding.message, finding)
  return [...first.values()].filter(({ severity }) => severity === (isWrong ? 'error' : 'warning'))
}

/**
 * Returns a function that combines the schema's errors with the rules' findings. A field whose findings are the same
 * as at the last call gets the same array.
 * @param judge also behind the schema
 */
export const createFindings = (judge: Judge) => {
  const remembered = new Map<FieldName, Found>()
  const ofField = (field: FieldName, values: TunnelValues, isWrong: boolean): readonly FieldFinding[] => {
    const judgement = judge(field, values)
    const last = remembered.get(field)
    if (last?.judgement === judgement && last.isWrong === isWrong) return last.findings
    const findings = relevant(judgement, isWrong)
    remembered.set(field, { judgement, isWrong, findings })
    return findings
  }
  /** @param errors by the name of the field */
  return (values: TunnelValues, errors: object): Findings =>
    Object.fromEntries(
      FIELD_NAMES.map((field) => [field, ofField(field, values, Object.hasOwn(errors, field))]),
    ) as Findings
}
