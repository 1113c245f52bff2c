/**
 * A time as the API writes it.
 * @returns null for "never", which Go writes as its zero time; text that is not a time is returned unchanged
 */
export const momentOf = (at: string | null | undefined): string | null =>
  !at || at.startsWith('0001-01-01T00:00:00') ? null : at
