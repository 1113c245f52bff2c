/** Placeholder for a tunnel's page while it loads. */
import { Lines } from '../../ui/skeleton.tsx'

/** @param hasDescription whether the tunnel has one, as far as is known */
export const TunnelSkeleton = ({ hasDescription }: { hasDescription: boolean }) => (
  <>
    {hasDescription && <div className="-mt-3 mb-4 h-3 w-48 rounded-chip bg-raised" />}
    <div className="not-first:mt-0 -mt-2 mb-5 flex flex-wrap gap-2 *:h-9 *:w-20 *:rounded-control *:bg-raised max-sm:*:h-11">
      <div />
      <div />
      <div />
      <div />
      <div />
      <div />
    </div>
    <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="rounded-card border border-line bg-surface p-5">
        <div className="mb-6 h-24 rounded-card bg-raised" />
        <Lines count={6} className="" />
      </div>
      <Lines count={8} className="pt-5" />
    </div>
  </>
)
