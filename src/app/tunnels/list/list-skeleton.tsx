/** Placeholder for the list while it loads. */
const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

export const ListSkeleton = () => (
  <div className="animate-late" aria-hidden="true">
    <div className="mb-4 flex gap-2">
      <div className="h-9 w-full rounded-control bg-raised sm:w-80" />
      <div className="hidden h-9 w-96 rounded-control bg-raised sm:block" />
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
