/** The fields that were just saved, passed from the form to the tunnel's page in the history entry. */
import { FIELD_NAMES, type FieldName } from '../../contract/fields/table.ts'

export interface Saved {
  fields: readonly FieldName[]
  /** Milliseconds since the epoch. */
  at: number
}

export const savedState = (fields: readonly FieldName[]) => ({ saved: { fields, at: Date.now() } })

/** Null if the page was opened in any other way. */
export const savedHere = (state: unknown = history.state): Saved | null => {
  const { fields, at } = (state as { saved?: { fields?: unknown; at?: unknown } } | null)?.saved ?? {}
  if (typeof at !== 'number' || !Array.isArray(fields)) return null
  return { at, fields: FIELD_NAMES.filter((field) => fields.includes(field)) }
}
