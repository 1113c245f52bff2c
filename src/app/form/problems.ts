/** Every problem that is on the screen now, in the order of the screen, in the words shown at its field. */

import { FIELD_NAMES, type FieldName, rowOf } from '../../contract/fields/table.ts'
import { isOwnCode } from '../../contract/known-refusals.ts'
import type { PlacedError } from './server-errors.ts'
import { STEP_TITLES, type Step } from './steps.ts'
import type { View } from './view.ts'

export interface Problem {
  /** Where a link to it leads; null when it belongs to the request as a whole. */
  step: Step | null
  field: FieldName | null
  label: string
  message: string
  /** Who found it: this form, the API, or our own proxy. */
  by: 'form' | 'api' | 'proxy'
  /** What an answer said besides its message. The pointer only where no field stands for it. */
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
  const { step, label } = rowOf(field)
  const { severity, findings, server } = view.fields[field]
  if (server.length > 0) return server.map((error) => ofServer(step, field, label, error))
  if (severity !== 'error') return []
  return findings.map(({ message }) => ({ step, field, label, message, by: 'form' as const }))
}

/** @param steps only problems of these steps, and those of the whole request when `review` is among them */
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
    const { step, label } = rowOf(field)
    return view.fields[field].findings.map(({ message }) => ({
      step,
      field,
      label,
      message,
      by: 'form' as const,
    }))
  })

/** Said before a problem that did not come from the form itself. */
export const leadIn = ({ by }: Pick<Problem, 'by'>, speaker: string): string =>
  ({ form: '', api: `${speaker}: `, proxy: 'This server: ' })[by]
