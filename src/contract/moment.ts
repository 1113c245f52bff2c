/**
 * When something happened, as the API writes it.
 * @returns null for "never", which Go writes as its zero time; a text that is no time is given back as it is
 */
export const momentOf = (at: string | null | undefined): string | null =>
  !at || at.startsWith('0001-01-01T00:00:00') ? null : at
