/**
 * A PUT of the API replaces what it names, so a field newer than this program must travel back as it came
 * (docs/form.md, Edit and clone).
 */
type Json = Record<string, unknown>

/** The fields that this program sends, and those of the parts that hold fields of their own. */
export interface KnownFields {
  whole: ReadonlySet<string>
  parts: Readonly<Record<string, ReadonlySet<string>>>
}

/** What the API reports and does not take (docs/api.md, Fields); the last is of our own reading. */
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

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const unknownIn = (current: Json, known: ReadonlySet<string>): Json =>
  Object.fromEntries(
    Object.entries(current).filter(([key]) => !known.has(key) && !REPORTED.has(key) && key !== '__proto__'),
  )

const keysOf = (schema: { shape: object }): ReadonlySet<string> => new Set(Object.keys(schema.shape))

/** @param parts schemas of the parts */
export const knownFields = (
  whole: { shape: object },
  parts: Readonly<Record<string, { shape: object }>>,
): KnownFields => ({
  whole: keysOf(whole),
  parts: Object.fromEntries(Object.entries(parts).map(([part, schema]) => [part, keysOf(schema)])),
})

/** The request with what `current` has besides. A part that the request takes away takes its unknown fields along. */
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
  // What was added has no place in the type; everything else is as the caller typed it.
  return kept as Body
}
