/** Where a row is: the distance from the top of the list in pixels, null in normal flow, or out of sight as a spare. */
export type Top = number | null | 'spare'

/** Attributes of a row. Spare rows are hidden by `base.css`. */
export const placeAt = (top: Top) =>
  top === null
    ? undefined
    : {
        // Not `transform`, which would make each row a part that the browser composes on its own.
        style: { position: 'absolute' as const, insetInline: 0, top: top === 'spare' ? 0 : top },
        'aria-hidden': top === 'spare' || undefined,
      }
