/** What was found locally: the schema's errors, as the resolver left them in the form, and the rules' warnings. */
import type { FieldError } from 'react-hook-form'
import type { FieldFinding } from '../../contract/fields/field.ts'
import type { Judge } from '../../contract/fields/judge.ts'
import { FIELD_NAMES, type FieldName, type TunnelValues } from '../../contract/fields/table.ts'
import { error } from '../../contract/finding.ts'

export type Findings = Record<FieldName, FieldFinding[]>

/** All messages of the schema for a field; the resolver numbers them. */
const messagesOf = ({ message = '', types }: FieldError): string[] =>
  types ? Object.values(types).filter((each) => typeof each === 'string') : [message]

/** @param judge behind the schema, too: the way out of an error comes from it */
export const findingsOf = (
  values: TunnelValues,
  errors: Partial<Record<string, FieldError>>,
  judge: Judge,
): Findings => {
  const ofField = (field: FieldName): FieldFinding[] => {
    const judgement = judge(field, values)
    const failed = errors[field]
    const first = new Map(judgement.toReversed().map((finding) => [finding.message, finding]))
    // Equal entries of a list have equal messages, which are said once.
    if (!failed)
      return judgement.filter(
        (finding) => finding.severity === 'warning' && first.get(finding.message) === finding,
      )
    return [...new Set(messagesOf(failed))].map((message) => first.get(message) ?? error(message))
  }
  return Object.fromEntries(FIELD_NAMES.map((field) => [field, ofField(field)])) as Findings
}
