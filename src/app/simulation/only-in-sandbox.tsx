/** What exists in sandbox mode alone, and is not even loaded with a real account. */
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { Tag } from '../ui/tag.tsx'
import { useMode } from '../use-speaker.tsx'
import type { DockProps } from './router-dock.tsx'

const Nothing = () => null
const SandboxTag = () => <Tag line>Sandbox</Tag>

// They stand outside of the pages, so a page must not break when one cannot be loaded.
const LazyFaultStrip = lazy(() =>
  import('./fault-strip.tsx').then(
    ({ FaultStrip }) => ({ default: FaultStrip }),
    () => ({ default: Nothing }),
  ),
)
const LazySandboxMenu = lazy(() =>
  import('./sandbox-menu.tsx').then(
    ({ SandboxMenu }) => ({ default: SandboxMenu }),
    () => ({ default: SandboxTag }),
  ),
)
const LazyRouterDock = lazy<ComponentType<DockProps>>(() =>
  import('./router-dock.tsx').then(
    ({ RouterDock }) => ({ default: RouterDock }),
    () => ({ default: Nothing }),
  ),
)

const OnlyInSandbox = ({ fallback = null, children }: { fallback?: ReactNode; children: ReactNode }) =>
  useMode() === 'sandbox' ? <Suspense fallback={fallback}>{children}</Suspense> : null

/** Says on every page that a fault is being simulated. */
export const FaultStrip = () => (
  <OnlyInSandbox>
    <LazyFaultStrip />
  </OnlyInSandbox>
)

/** Says on every page that answers are simulated, and leads to how. */
export const SandboxMenu = () => (
  <OnlyInSandbox fallback={<SandboxTag />}>
    <LazySandboxMenu />
  </OnlyInSandbox>
)

/** Lets the engineer play the router at the far end of a tunnel. */
export const RouterDock = (props: DockProps) => (
  <OnlyInSandbox>
    <LazyRouterDock {...props} />
  </OnlyInSandbox>
)
