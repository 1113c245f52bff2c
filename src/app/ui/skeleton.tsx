/** Placeholders for lines of text that are loading. */
const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

export const Lines = ({ count, className }: { count: number; className: string }) => (
  <div className={`grid content-start gap-4 ${className}`}>
    {ROWS.slice(0, count).map((row) => (
      <div key={row} className="h-4 rounded-chip bg-raised odd:w-2/3" />
    ))}
  </div>
)
