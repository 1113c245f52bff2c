/** Marks a changed value. */
export const Changed = () => (
  <span className="inline-flex items-center gap-1.5 text-xs font-normal text-fg-2">
    <span aria-hidden="true" className="inline-block size-1.5 rounded-full bg-fg" />
    changed
  </span>
)
