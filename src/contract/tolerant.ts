/**
 * Parses a record of the API that may contain invalid values. A value that does not fit the schema is moved
 * unchanged to `odd_values`, and the rest is parsed as usual.
 */
import * as z from 'zod/mini'
import { isObject, type Json, setAt } from './json.ts'

/** Substitutes for invalid values, by path; null for a path without one. */
type Substitutes = Readonly<Record<string, ((record: Json) => unknown) | typeof WITH_ITS_OBJECT>>

/** Marks a value without which its object is useless: the whole object is moved to `odd_values`. */
export const WITH_ITS_OBJECT = 'with its object'

interface HasOdd {
  odd_values?: Record<string, unknown> | undefined
}

/**
 * Moves the invalid value of an issue to `odd`. In a list, only the entries that are not text are removed.
 */
const setAside = (record: Json, issue: z.core.$ZodIssue, substitutes: Substitutes, odd: Json): void => {
  const path = issue.path.map(String)
  const inList = issue.path.findIndex((part) => typeof part === 'number')
  const place = inList === -1 ? path : path.slice(0, inList)
  if (substitutes[place.join('.')] === WITH_ITS_OBJECT) place.pop()
  const name = place.join('.')
  if (Object.hasOwn(odd, name)) return
  const key = place.pop() ?? ''
  const holder = place.reduce<Json | null>((object, part) => object?.[part] as Json | null, record)
  // The object that contained it was moved already.
  if (!holder) return
  const value = holder[key]
  const substitute = substitutes[name]
  odd[name] = value ?? null
  if (inList !== -1) holder[key] = (value as unknown[]).filter((entry) => typeof entry === 'string')
  else holder[key] = typeof substitute === 'function' ? substitute(record) : null
}

/** A schema that never fails. A value that is not an object is moved to `odd_values` under an empty name. */
export const tolerant = <Record extends HasOdd>(schema: z.ZodMiniType<Record>, substitutes: Substitutes) =>
  z.pipe(
    z.any(),
    z.transform((given: unknown): Record => {
      const first = schema.safeParse(given)
      if (first.success) return first.data
      const record = isObject(given) ? structuredClone(given) : {}
      const odd: Json = isObject(given) ? {} : { '': given }
      // The second round finds issues inside a substitute and issues that another one had hidden.
      for (let round = 0; round < 2; round++) {
        for (const issue of schema.safeParse(record).error?.issues ?? []) {
          setAside(record, issue, substitutes, odd)
        }
      }
      return schema.parse({ ...record, odd_values: odd })
    }),
  )

/** The record as the API sent it, with its invalid values. */
export const asReceived = ({ odd_values: odd = {}, ...record }: HasOdd & Json): Json => {
  const copy: Json = structuredClone(record)
  for (const [name, value] of Object.entries(odd)) setAt(copy, name, value)
  return copy
}

/** The paths of all invalid values in the records of a result, without duplicates. */
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
