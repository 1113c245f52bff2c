/** The shapes of pages whose data is on its way. */

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

export const ListShape = () => (
  <>
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
  </>
)

const Lines = ({ count, className }: { count: number; className: string }) => (
  <div className={`grid content-start gap-4 ${className}`}>
    {ROWS.slice(0, count).map((row) => (
      <div key={row} className="h-4 rounded-chip bg-raised odd:w-2/3" />
    ))}
  </div>
)

const CARD = 'rounded-card border border-line bg-surface p-5'

export const TunnelShape = () => (
  <>
    <div className="mb-5 flex flex-wrap gap-2 *:h-9 *:w-24 *:rounded-control *:bg-raised">
      {ROWS.slice(0, 5).map((row) => (
        <div key={row} />
      ))}
    </div>
    <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className={CARD}>
        <div className="mb-6 h-24 rounded-card bg-raised" />
        <Lines count={6} className="" />
      </div>
      <Lines count={8} className="pt-5" />
    </div>
  </>
)

export const FormShape = () => (
  <div className="mx-auto grid max-w-6xl gap-8 lg:grid-cols-[10rem_minmax(0,1fr)_20rem]">
    <Lines count={4} className="max-lg:hidden" />
    <div className="grid gap-6">
      {ROWS.slice(0, 5).map((row) => (
        <div key={row} className="grid gap-2">
          <div className="h-4 w-40 rounded-chip bg-raised" />
          <div className="h-9 max-w-md rounded-control bg-raised" />
        </div>
      ))}
    </div>
    <Lines count={6} className={`${CARD} max-lg:hidden`} />
  </div>
)
