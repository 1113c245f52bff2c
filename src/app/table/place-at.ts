/** Where a row is: the distance from the top of the list in pixels, null in normal flow, or out of sight as a spare. */
export type Top = number | null | 'spare'

/** Style and visibility of a row. */
export const placeAt = (top: Top) => {
  if (top === null) return
  // Not `transform`, which would make each row a part that the browser composes on its own.
  const place = { position: 'absolute', insetInline: 0 } as const
  if (top !== 'spare') return { style: { ...place, top } }
  // Not `visibility`, which is inherited: the browser would compute the style of everything in the row again.
  const hidden = { contentVisibility: 'hidden', clipPath: 'inset(50%)' } as const
  return { style: { ...place, ...hidden, top: 0 }, 'aria-hidden': true }
}
