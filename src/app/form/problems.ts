/** All problems shown now, in the order of the form, with the messages shown at their fields. */

import { isOwnCode } from '../../contract/calls/known-refusals.ts'
import { FIELD_NAMES, type FieldName, rowOf } from '../../contract/fields/table.ts'
import type { PlacedError } from './server-errors.ts'
import { STEP_TITLES, type Step } from './steps.ts'
import type { View } from './view.ts'

export interface Problem {
  /** The step that a link to it opens; null if it is about the whole request. */
  step: Step | null
  field: FieldName | null
  label: string
  message: string
  /** Who found it: this form, the API, or our own proxy. */
  by: 'form' | 'api' | 'proxy'
  /** Other parts of the API's error. `pointer` is set only if no field matches it. */
  api?: { code: number; pointer: string | null; documentationUrl: string | null }
}

const ofServer = (
  step: Step | null,
  field: FieldName | null,
  label: string,
  { place, message, code, documentationUrl }: PlacedError,
): Problem => ({
  step,
  field,
  label,
  message,
  by: isOwnCode(code) ? 'proxy' : 'api',
  api: { code, documentationUrl, pointer: place.kind === 'field' ? null : place.pointer },
})

const ofField = (field: FieldName, view: View): Problem[] => {
  const { step, term: label } = rowOf(field)
  const { severity, findings, server } = view.fields[field]
  if (server.length > 0) return server.map((error) => ofServer(step, field, label, error))
  if (severity !== 'error') return []
  return findings.map(({ message }) => ({ step, field, label, message, by: 'form' as const }))
}

/** @param steps only problems of these steps; `review` includes those of the whole request */
export const problemsOf = (view: View, steps: readonly Step[]): Problem[] => [
  ...FIELD_NAMES.filter((field) => steps.includes(rowOf(field).step)).flatMap((field) =>
    ofField(field, view),
  ),
  ...steps.flatMap((step) =>
    view.stepErrors[step].map((error) => ofServer(step, null, STEP_TITLES[step], error)),
  ),
  ...(steps.includes('review')
    ? view.formErrors.map((error) => ofServer(null, null, 'This request', error))
    : []),
]

/** Warnings never block; Review lists them once. */
export const warningsOf = (view: View): Problem[] =>
  FIELD_NAMES.filter((field) => view.fields[field].severity === 'warning').flatMap((field) => {
    const { step, term: label } = rowOf(field)
    return view.fields[field].findings.map(({ message }) => ({
      step,
      field,
      label,
      message,
      by: 'form' as const,
    }))
  })

/** Prefix for a problem that the form did not find itself. */
export const leadIn = ({ by, message }: Pick<Problem, 'by' | 'message'>, speaker: string): string =>
  message.startsWith('This server') ? '' : { form: '', api: `${speaker}: `, proxy: 'This server: ' }[by]
