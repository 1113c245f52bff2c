/** Stands for a page whose data is on its way; shows only when that takes longer than a blink. */
export const PageSkeleton = () => (
  <div className="animate-late mx-auto max-w-6xl p-8" aria-hidden="true">
    <div className="mb-6 h-7 w-48 rounded-control bg-raised" />
    <div className="grid gap-2">
      {['a', 'b', 'c', 'd', 'e', 'f'].map((row) => (
        <div key={row} className="h-11 rounded-control bg-raised" />
      ))}
    </div>
  </div>
)
