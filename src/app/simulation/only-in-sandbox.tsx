/** What exists in sandbox mode alone, and is not even loaded with a real account. */
import { lazy, type ReactNode, Suspense } from 'react'
import type { Tunnel } from '../../contract/tunnel.ts'
import type { TunnelState } from '../tunnels/state.ts'
import { useMode } from '../use-speaker.tsx'

const Nothing = () => null

// It stands outside of every page, so a page must not break when this cannot be loaded.
const LazyFaultStrip = lazy(() =>
  import('./fault-strip.tsx').then(
    ({ FaultStrip }) => ({ default: FaultStrip }),
    () => ({ default: Nothing }),
  ),
)
const LazyRouterPanel = lazy(() =>
  import('./router-panel.tsx').then(({ RouterPanel }) => ({ default: RouterPanel })),
)

const OnlyInSandbox = ({ fallback = null, children }: { fallback?: ReactNode; children: ReactNode }) =>
  useMode() === 'sandbox' ? <Suspense fallback={fallback}>{children}</Suspense> : null

/** Says on every page that a fault is being simulated. */
export const FaultStrip = () => (
  <OnlyInSandbox>
    <LazyFaultStrip />
  </OnlyInSandbox>
)

/** Lets the engineer play the router at the far end of a tunnel. */
export const RouterPanel = (props: { tunnel: Tunnel; state: TunnelState }) => (
  // As high as the panel, so that what stands below does not move when it arrives.
  <OnlyInSandbox fallback={<div className="h-96 sm:h-80" />}>
    <LazyRouterPanel {...props} />
  </OnlyInSandbox>
)
