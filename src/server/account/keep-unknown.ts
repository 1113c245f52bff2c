/**
 * A PUT replaces the whole tunnel or route, so fields that this program does not know must be sent back unchanged
 * (docs/form.md, Edit and clone).
 */
import { isObject, type Json } from '../../contract/json.ts'

/** The fields that this program sends, at the top level and in each nested object (`parts`). */
export interface KnownFields {
  whole: ReadonlySet<string>
  parts: Readonly<Record<string, ReadonlySet<string>>>
}

/** Fields that the API reports and does not accept (docs/api.md, Fields); this program adds `odd_values` to reads. */
const REPORTED = new Set([
  'id',
  'created_on',
  'modified_on',
  'allow_null_cipher',
  'bgp_status',
  'psk_metadata',
  'remote_identities',
  'odd_values',
])

const unknownIn = (current: Json, known: ReadonlySet<string>): Json =>
  Object.fromEntries(
    Object.entries(current).filter(([key]) => !known.has(key) && !REPORTED.has(key) && key !== '__proto__'),
  )

const keysOf = (schema: { shape: object }): ReadonlySet<string> => new Set(Object.keys(schema.shape))

/** @param parts schemas of the nested objects */
export const knownFields = (
  whole: { shape: object },
  parts: Readonly<Record<string, { shape: object }>>,
): KnownFields => ({
  whole: keysOf(whole),
  parts: Object.fromEntries(Object.entries(parts).map(([part, schema]) => [part, keysOf(schema)])),
})

/** The request plus the unknown fields of `current`. Removing a nested object also removes its unknown fields. */
export const keepUnknown = <Body extends object>(
  body: Body,
  current: object,
  { whole, parts }: KnownFields,
): Body => {
  const [asked, there] = [body as Json, current as Json]
  const kept: Json = { ...unknownIn(there, whole), ...asked }
  for (const [part, known] of Object.entries(parts)) {
    const [before, after] = [there[part], asked[part]]
    if (isObject(before) && isObject(after)) kept[part] = { ...unknownIn(before, known), ...after }
  }
  // The added fields are not in the type; all others keep the caller's type.
  return kept as Body
}
