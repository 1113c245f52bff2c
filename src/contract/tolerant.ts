/**
 * Reads a record of the API that may hold odd values. What a schema does not take is set aside under `odd_values`,
 * as it came, and the rest is read as usual.
 */
import * as z from 'zod/mini'

export type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is read in place of an odd value that the schema requires; null where none is named. */
type Substitutes = Readonly<Record<string, ((record: Json) => unknown) | typeof WITH_ITS_OBJECT>>

/** Without this value its object means nothing, and is set aside as a whole. */
export const WITH_ITS_OBJECT = 'with its object'

interface HasOdd {
  odd_values?: Record<string, unknown> | undefined
}

/** Replaces the value at a path in a copy; of a list, only the entries that are at fault are left out. */
const setAside = (record: Json, issue: z.core.$ZodIssue, substitutes: Substitutes, odd: Json): void => {
  const path = issue.path.map(String)
  const inList = issue.path.findIndex((part) => typeof part === 'number')
  const place = inList === -1 ? path : path.slice(0, inList)
  if (substitutes[place.join('.')] === WITH_ITS_OBJECT) place.pop()
  const name = place.join('.')
  if (Object.hasOwn(odd, name)) return
  const key = place.pop() ?? ''
  const holder = place.reduce<Json | null>((object, part) => object?.[part] as Json | null, record)
  // Its object was set aside already.
  if (!holder) return
  const value = holder[key]
  const substitute = substitutes[name]
  odd[name] = value ?? null
  if (inList !== -1) holder[key] = (value as unknown[]).filter((entry) => typeof entry === 'string')
  else holder[key] = typeof substitute === 'function' ? substitute(record) : null
}

/** Never fails: a value that is no record at all is set aside as a whole, under an empty name. */
export const tolerant = <Record extends HasOdd>(schema: z.ZodMiniType<Record>, substitutes: Substitutes) =>
  z.pipe(
    z.any(),
    z.transform((given: unknown): Record => {
      const first = schema.safeParse(given)
      if (first.success) return first.data
      const record = isObject(given) ? structuredClone(given) : {}
      const odd: Json = isObject(given) ? {} : { '': given }
      // Twice: what stands inside a substitute or was hidden by another issue shows in the second round.
      for (let round = 0; round < 2; round++) {
        for (const issue of schema.safeParse(record).error?.issues ?? []) {
          setAside(record, issue, substitutes, odd)
        }
      }
      return schema.parse({ ...record, odd_values: odd })
    }),
  )

/** A record as the API sent it. */
export const asItCame = ({ odd_values: odd = {}, ...record }: HasOdd & Json): Json => {
  const copy: Json = structuredClone(record)
  for (const [name, value] of Object.entries(odd)) {
    const path = name.split('.')
    const key = path.pop() ?? ''
    const holder = path.reduce<Json>((object, part) => object[part] as Json, copy)
    holder[key] = value
  }
  return copy
}

/** Where odd values stand in an answer's tunnels, each place once. */
export const oddPlaces = (result: unknown): readonly string[] => {
  if (!isObject(result)) return []
  const records = [result, ...Object.values(result)].flat()
  return [
    ...new Set(
      records.flatMap((record) =>
        isObject(record) && isObject(record.odd_values) ? Object.keys(record.odd_values) : [],
      ),
    ),
  ]
}
