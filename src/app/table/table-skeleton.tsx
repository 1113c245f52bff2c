/** Placeholder for a list with its toolbar while it loads, as high as they are. */
const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

const TOOL = 'h-9 rounded-control bg-raised max-sm:h-11'

/** @param hasSearch false beside a search box that is shown while the list loads */
export const TableSkeleton = ({ hasSearch = true }: { hasSearch?: boolean }) => (
  <div className="animate-late" aria-hidden="true">
    <div className="mb-4 grid gap-2">
      {hasSearch && <div className={`${TOOL} sm:w-80`} />}
      <div className={`${TOOL} min-[68.75rem]:hidden`} />
      <div className={TOOL} />
    </div>
    <div className="rounded-card border border-line bg-surface">
      <div className="h-9" />
      {ROWS.map((row) => (
        <div
          key={row}
          className="flex h-32 items-center gap-8 border-t border-line px-4 min-[68.75rem]:h-11 *:h-4 *:rounded-chip *:bg-raised"
        >
          <div className="w-32" />
          <div className="w-40" />
          <div className="hidden w-28 sm:block" />
          <div className="hidden w-28 lg:block" />
        </div>
      ))}
    </div>
  </div>
)
