/** Sort keys and their comparison. */

/** The key of a row without a value: it is last in ascending order. */
export const LAST = Number.POSITIVE_INFINITY

/** A text that is not a time sorts last: a NaN would leave the whole column unsorted. */
export const timeKey = (text: string | null | undefined): number => {
  const ms = Date.parse(text ?? '')
  return Number.isNaN(ms) ? LAST : ms
}

export const order = (x: number | string, y: number | string): number => (x === y ? 0 : x < y ? -1 : 1)
