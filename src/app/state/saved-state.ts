/** What was just saved, passed from the form to the tunnel's page in the history entry. */
import { FIELD_NAMES, type FieldName } from '../../contract/fields/table.ts'

export interface Saved {
  fields: readonly FieldName[]
  /** Milliseconds since the epoch. */
  at: number
  /** What to change on the router. */
  router: readonly string[]
  /** Whether a session comes up once the router is changed. */
  isAwaited: boolean
}

/** Null if the page was opened in any other way. */
export const savedHere = (state: unknown = history.state): Saved | null => {
  const saved = (state as { saved?: Partial<Saved> } | null)?.saved
  const { at, fields, router, isAwaited } = saved ?? {}
  if (typeof at !== 'number' || !Array.isArray(fields) || !Array.isArray(router)) return null
  return {
    at,
    fields: FIELD_NAMES.filter((field) => fields.includes(field)),
    router,
    isAwaited: isAwaited === true,
  }
}
