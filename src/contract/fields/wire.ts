/**
 * Converts the form's values to a tunnel in the API's JSON and back, with the rows. It builds every payload:
 * for the dry-run, Review, Create and the request preview.
 */
import { holderOf, type Json, setAt, valueAt } from '../json.ts'
import type { Tunnel, TunnelDraft } from '../tunnel.ts'
import {
  DEFAULT_VALUES,
  FIELD_NAMES,
  type FieldName,
  isOn,
  rowOf,
  SECRET_NAMES,
  type SecretName,
  type TunnelValues,
} from './table.ts'

/** Keys for a payload. They are sent only in Review's dry-run and in Create. */
export type Keys = { [Name in SecretName]?: string }

/** The keys that Create would send: the typed or generated PSK, and the MD5 key while BGP is on. */
export const keysOf = (values: TunnelValues, generatedPsk: string): Keys =>
  Object.fromEntries(
    SECRET_NAMES.flatMap((name) => {
      const key = isOn(name, values) ? rowOf(name).toWire(values, generatedPsk) : undefined
      return key === undefined ? [] : [[name, key]]
    }),
  )

/**
 * Accepts incomplete values. Blank optional fields are left out, defaults are sent explicitly because sources
 * disagree about the API's defaults, and a part that is switched off is not sent.
 */
export const toWire = (values: TunnelValues, keys: Keys = {}): TunnelDraft => {
  const draft: Json = {}
  for (const name of FIELD_NAMES) {
    if (!isOn(name, values)) continue
    const row = rowOf(name)
    const value = row.secret ? keys[name as SecretName] : row.toWire(values, '')
    // If a required field is missing, its object is still sent, so that the API can name the missing field.
    if (value !== undefined) setAt(draft, row.path, value)
    else if (row.required) holderOf(draft, row.path)
  }
  // The type of each row ensures the type at its path.
  return draft as TunnelDraft
}

/**
 * The form's values for a tunnel that was read, complete or not. Keys that the API does not return are blank.
 */
export const fromWire = (tunnel: Tunnel): TunnelValues =>
  Object.assign({ ...DEFAULT_VALUES }, ...FIELD_NAMES.map((name) => rowOf(name).fromWire(tunnel)))

/** The value that a field would send; undefined if it sends none. */
const sentFor = (name: FieldName, values: TunnelValues): unknown =>
  isOn(name, values) ? rowOf(name).toWire(values, 'generated') : undefined

/** Compares the values of leaves: text, numbers, switches, and lists of text. */
const isSameLeaf = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b)
    ? a.length === b.length && a.every((entry, index) => entry === b[index])
    : a === b

/** Whether the two sets of values would send different values for the field. */
export const isChanged = (name: FieldName, before: TunnelValues, after: TunnelValues): boolean =>
  !isSameLeaf(sentFor(name, before), sentFor(name, after))

/** The fields that would send a different value, in the order of the page. */
export const changedFields = (before: TunnelValues, after: TunnelValues): FieldName[] =>
  FIELD_NAMES.filter((name) => isChanged(name, before, after))

/** A copy of the payload with every key replaced. */
export const withoutKeys = (payload: TunnelDraft, replacement: string): TunnelDraft => {
  const copy: Json = structuredClone(payload)
  for (const name of SECRET_NAMES) {
    const { path } = rowOf(name)
    if (valueAt(copy, path) !== undefined) setAt(copy, path, replacement)
  }
  return copy as TunnelDraft
}
