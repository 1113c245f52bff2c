/** Converts fields to the pointers of the API's errors, and back (docs/form.md, Placing of errors). */
import { normalisePointer } from '../envelope.ts'
import type { FieldStep } from './field.ts'
import { FIELD_NAMES, FIELDS, type FieldName, rowOf } from './table.ts'

/** The JSON pointer to a field in a request's body. */
export const pointerTo = (field: FieldName): string => `/${FIELDS[field].path.replaceAll('.', '/')}`

/** Where the form shows an error of the API. */
export type Place =
  | { kind: 'field'; field: FieldName; index?: number }
  /** A part of the tunnel without a control; the raw pointer is shown. */
  | { kind: 'step'; step: FieldStep; pointer: string }
  | { kind: 'form'; pointer: string | null }

const CONTROLS = FIELD_NAMES.filter((field) => rowOf(field).control !== 'none')

const isWithin = (path: string, object: string): boolean => path.startsWith(`${object}.`)

/** The field with this path, or the only field inside the object with this path. */
const fieldAt = (path: string): FieldName | undefined => {
  const own = CONTROLS.find((field) => FIELDS[field].path === path)
  if (own) return own
  const within = CONTROLS.filter((field) => isWithin(FIELDS[field].path, path))
  return within.length === 1 ? within[0] : undefined
}

/** Longest-prefix match of a pointer, in any spelling, against the table. */
export const placeOf = (pointer: string | undefined): Place => {
  if (!pointer) return { kind: 'form', pointer: null }
  const path = normalisePointer(pointer)
  for (let length = path.length; length > 0; length--) {
    const field = fieldAt(path.slice(0, length).join('.'))
    if (!field) continue
    const next = path[length]
    return next !== undefined && /^\d+$/.test(next)
      ? { kind: 'field', field, index: Number(next) }
      : { kind: 'field', field }
  }
  const object = path[0] ?? ''
  const inside = FIELD_NAMES.find(
    (name) => isWithin(FIELDS[name].path, object) || FIELDS[name].path === object,
  )
  return inside ? { kind: 'step', step: FIELDS[inside].step, pointer } : { kind: 'form', pointer }
}

/** The API's names that identify only this field. */
const namesOf = (field: FieldName): string[] =>
  FIELDS[field].path
    .split('.')
    .filter((_, index, path) => fieldAt(path.slice(0, index + 1).join('.')) === field)
    // Short words such as "name" or "type" are in too many messages to identify a field.
    .filter((name) => name.includes('_'))

/** The field that a message names, for errors without a pointer. */
export const fieldNamedIn = (message: string): FieldName | undefined =>
  CONTROLS.find((field) => namesOf(field).some((name) => new RegExp(`\\b${name}\\b`).test(message)))
