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
    // Equal entries of a list have equal messages, which are said once.
    const first = new Map<string, FieldFinding>()
    for (const finding of judgement) if (!first.has(finding.message)) first.set(finding.message, finding)
    return failed
      ? [...new Set(messagesOf(failed))].map((message) => first.get(message) ?? error(message))
      : [...first.values()].filter(({ severity }) => severity === 'warning')
  }
  return Object.fromEntries(FIELD_NAMES.map((field) => [field, ofField(field)])) as Findings
}
