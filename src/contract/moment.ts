/** Times as the API writes them. */
import * as z from 'zod/mini'

/**
 * RFC 3339, as in all documented responses. Other formats are not read: a date without a zone would be read in the
 * browser's, and `01/02/2026` in the order of one country.
 */
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/

/** Go writes "never" as its zero time. */
export const isNever = (at: string): boolean => at === '' || at.startsWith('0001-01-01T00:00:00')

/** A time as text; an empty text or Go's zero time is "never". */
export const time = z
  .string()
  .check(z.refine((at) => isNever(at) || (RFC_3339.test(at) && !Number.isNaN(Date.parse(at)))))

/** A time that may be missing; null for "never". */
export const moment = z.optional(
  z.pipe(
    z.nullish(time),
    z.transform((at): string | null => (!at || isNever(at) ? null : at)),
  ),
)
