/** Health and traffic on a tunnel's page. What draws them loads behind the rest of the page. */
import { lazy, Suspense } from 'react'
import type { Tunnel } from '../../contract/tunnel.ts'

const HealthPanel = lazy(async () => ({ default: (await import('./health-panel.tsx')).HealthPanel }))

export const HealthSection = ({ tunnel }: { tunnel: Tunnel }) => (
  <section
    aria-labelledby="health-title"
    className="rounded-card border border-line bg-surface px-5 py-4 print:hidden"
  >
    <h2 id="health-title" className="mb-2 text-lg font-semibold">
      Health and traffic
    </h2>
    <Suspense fallback={<div className="h-120" />}>
      <HealthPanel tunnel={tunnel} />
    </Suspense>
  </section>
)
