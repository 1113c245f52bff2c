/** The panel beside the form, loaded after it: nobody types there, and it has its place, so nothing moves. */
import { lazy, Suspense } from 'react'

const Panel = lazy(async () => ({ default: (await import('./summary-panel.tsx')).SummaryPanel }))

export const SummaryPanel = () => (
  <Suspense fallback={null}>
    <Panel />
  </Suspense>
)
