/** Schemas that the calls for tunnels and for routes share. */
import * as z from 'zod/mini'

/** Other clients of this API send no body, although its schema requires an empty object. */
export const emptyBody = z._default(z.strictObject({}), {})

/** The result of a dry-run is not documented (docs/api.md, Operations), so only the envelope is used. */
export const unspecified = z.unknown()

/** Go writes an empty list as null. */
export const listOf = <Entry extends z.ZodMiniType>(entry: Entry) =>
  z.pipe(
    z.nullable(z.array(entry)),
    z.transform((list) => list ?? []),
  )
