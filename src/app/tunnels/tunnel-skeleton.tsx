/** Placeholder for a tunnel's page while it loads. */
import { Lines } from '../ui/skeleton.tsx'

export const TunnelSkeleton = () => (
  <>
    <div className="mb-5 flex flex-wrap gap-2 *:h-9 *:w-24 *:rounded-control *:bg-raised">
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
