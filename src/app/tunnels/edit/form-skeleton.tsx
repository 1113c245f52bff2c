/** Placeholder for the form while its tunnel is loading. */
const FIELDS = ['a', 'b', 'c', 'd', 'e', 'f']

export const FormSkeleton = () => (
  <div className="mx-auto grid max-w-[40rem] gap-7">
    {FIELDS.map((field) => (
      <div key={field} className="grid gap-2">
        <div className="h-4 w-1/3 rounded-chip bg-raised" />
        <div className="h-9 rounded-control bg-raised max-sm:h-11" />
      </div>
    ))}
  </div>
)
