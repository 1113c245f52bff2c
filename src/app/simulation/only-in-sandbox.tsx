/** Parts that exist only in sandbox mode; with a real account their code is never loaded. */
import { lazy, type ReactNode, Suspense } from 'react'
import { lazyPart } from '../ui/lazy-part.ts'
import { Tag } from '../ui/tag.tsx'
import { useMode } from '../use-speaker.tsx'
import type { DockProps } from './router-dock.tsx'

const SandboxTag = () => <Tag line>Sandbox</Tag>

// These parts are outside the pages: a page must not break when one of them cannot be loaded.
const LazyFaultStrip = lazyPart(async () => (await import('./fault-strip.tsx')).FaultStrip)
const LazySandboxMenu = lazy(() =>
  import('./sandbox-menu.tsx').then(
    ({ SandboxMenu }) => ({ default: SandboxMenu }),
    () => ({ default: SandboxTag }),
  ),
)
const LazyRouterDock = lazyPart<DockProps>(async () => (await import('./router-dock.tsx')).RouterDock)

const OnlyInSandbox = ({ fallback = null, children }: { fallback?: ReactNode; children: ReactNode }) =>
  useMode() === 'sandbox' ? <Suspense fallback={fallback}>{children}</Suspense> : null

/** Shows on every page that a fault is simulated. */
export const FaultStrip = () => (
  <OnlyInSandbox>
    <LazyFaultStrip />
  </OnlyInSandbox>
)

/** Shows on every page that answers are simulated, and opens the sandbox's controls. */
export const SandboxMenu = () => (
  <OnlyInSandbox fallback={<SandboxTag />}>
    <LazySandboxMenu />
  </OnlyInSandbox>
)

/** Controls the simulated router at the far end of a tunnel. */
export const RouterDock = (props: DockProps) => (
  <OnlyInSandbox>
    <LazyRouterDock {...props} />
  </OnlyInSandbox>
)
