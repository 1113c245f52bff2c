/** Health and traffic on a tunnel's page. What draws them loads behind the rest of the page. */
import type { Tunnel } from '../../contract/tunnel.ts'
import { loadedLater } from '../ui/loaded-later.tsx'

const HealthPanel = loadedLater(
  'Health and traffic',
  async () => (await import('./health-panel.tsx')).HealthPanel,
)

export const HealthSection = ({ tunnel }: { tunnel: Tunnel }) => (
  <section
    aria-labelledby="health-title"
    className="min-h-120 rounded-card border border-line bg-surface px-5 py-4 print:hidden"
  >
    <h2 id="health-title" className="mb-2 text-lg font-semibold">
      Health and traffic
    </h2>
    <HealthPanel tunnel={tunnel} />
  </section>
)
