/** The style of a row. @param top distance from the top of the list in pixels; null where rows are in normal flow */
export const placeAt = (top: number | null) =>
  top === null
    ? undefined
    : { position: 'absolute' as const, insetInline: 0, top: 0, transform: `translateY(${top}px)` }
