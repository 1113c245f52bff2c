/** The style of a row. @param top distance from the top of the list in pixels; null where rows are in normal flow */
export const placeAt = (top: number | null) =>
  top === null
    ? undefined
    : // Not `transform`, which would make each row a part that the browser composes on its own.
      { position: 'absolute' as const, insetInline: 0, top }
