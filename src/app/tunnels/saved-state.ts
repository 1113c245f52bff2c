/** What was just saved, told to the tunnel's page by the form's navigation and kept by the browser for this visit. */
import { FIELD_NAMES, type FieldName } from '../../contract/fields/table.ts'

export interface Saved {
  fields: FieldName[]
  /** Milliseconds since the epoch. */
  at: number
}

export const savedState = (fields: readonly FieldName[]) => ({ saved: { fields, at: Date.now() } })

/** Null when this page was opened in any other way. */
export const savedHere = (state: unknown = history.state): Saved | null => {
  const { fields, at } = (state as { saved?: { fields?: unknown; at?: unknown } } | null)?.saved ?? {}
  if (typeof at !== 'number' || !Array.isArray(fields)) return null
  return { at, fields: FIELD_NAMES.filter((field) => fields.includes(field)) }
}
