/**
 * Decides which of the API's errors are shown, and where (docs/form.md, Placing of errors). Every error has a place;
 * a delayed one is shown as soon as its field is complete, and all are shown on Review.
 */
import { API_CODES } from '../../contract/calls/api-codes.ts'
import type { ResponseInfo } from '../../contract/envelope.ts'
import { fieldNamedIn, type Place, placeOf } from '../../contract/fields/pointer.ts'
import { type FieldName, rowOf } from '../../contract/fields/table.ts'
import type { Step } from './steps.ts'
import type { Timing } from './timing.ts'

/** One error of the API with its place in the form. */
export interface PlacedError {
  place: Place
  message: string
  code: number
  /** Only Cloudflare's own documentation is ever linked. */
  documentationUrl: string | null
}

const DOCUMENTATION = 'https://developers.cloudflare.com/'

export const placeErrors = (errors: readonly ResponseInfo[]): PlacedError[] =>
  errors.map(({ message, code, documentation_url, source }) => {
    const field = source?.pointer ? undefined : fieldNamedIn(message)
    return {
      place: field ? { kind: 'field', field } : placeOf(source?.pointer),
      message,
      code,
      documentationUrl: documentation_url?.startsWith(DOCUMENTATION) ? documentation_url : null,
    }
  })

/** Whether the errors only say that required fields are blank. */
export const isOnlyMissing = (errors: readonly ResponseInfo[], missing: readonly FieldName[]): boolean =>
  errors.length > 0 &&
  placeErrors(errors).every(({ place }) => place.kind === 'field' && missing.includes(place.field))

interface Situation {
  timing: Timing
  /** Required fields that are blank. */
  missing: readonly FieldName[]
  /** Fields with a local error, which has priority. */
  locallyWrong: readonly FieldName[]
  /** The errors shown last. */
  before: ShownErrors
}

export interface ShownErrors {
  fields: Map<FieldName, PlacedError[]>
  steps: Map<Step, PlacedError[]>
  form: PlacedError[]
}

export const NO_ERRORS: ShownErrors = { fields: new Map(), steps: new Map(), form: [] }

/** Errors about the account: they are shown even while fields are blank. */
const ACCOUNT_CODES: ReadonlySet<number> = new Set([API_CODES.notOnboarded, API_CODES.unauthorized])

const isShown = (field: FieldName, { timing, missing, locallyWrong, before }: Situation): boolean => {
  // An error about an earlier value is outdated.
  if (locallyWrong.includes(field) || timing.editedSince.has(field)) return false
  if (!timing.forced.has(rowOf(field).step)) {
    if (missing.includes(field)) return false
    // Once no required field is blank, an error at an unvisited field is useful.
    if (missing.length > 0 && !timing.touched.has(field)) return false
  }
  return timing.editing() !== field || before.fields.has(field)
}

const push = <K>(map: Map<K, PlacedError[]>, key: K, error: PlacedError): void => {
  map.set(key, [...(map.get(key) ?? []), error])
}

/** The errors of a rejection that are shown now; the others are delayed. */
export const shownErrors = (errors: readonly PlacedError[], now: Situation): ShownErrors => {
  const shown: ShownErrors = { fields: new Map(), steps: new Map(), form: [] }
  const isComplete = now.missing.length === 0
  const { forced } = now.timing
  for (const error of errors) {
    const { place } = error
    if (place.kind === 'field') {
      if (isShown(place.field, now)) push(shown.fields, place.field, error)
    } else if (place.kind === 'step') {
      if (isComplete || forced.has(place.step)) push(shown.steps, place.step, error)
    } else if (isComplete || forced.has('review') || ACCOUNT_CODES.has(error.code)) {
      shown.form.push(error)
    }
  }
  return shown
}
