/** Health and traffic on a tunnel's page. The code that draws them loads after the rest of the page. */
import type { Tunnel } from '../../contract/tunnel.ts'
import { loadedLater } from '../ui/loaded-later.tsx'

const HealthPanel = loadedLater(
  'Health and traffic',
  async () => (await import('./health-panel.tsx')).HealthPanel,
)

export const HealthSection = (props: { tunnel: Tunnel; isTroubled: boolean }) => (
  <section
    aria-labelledby="health-title"
    className="rounded-card border border-line bg-surface px-5 py-4 print:hidden"
  >
    <h2 id="health-title" className="mb-2 text-lg font-semibold">
      Health and traffic
    </h2>
    {/* About the height of the panel before it loads, so that little moves. */}
    <div className="empty:min-h-120">
      <HealthPanel {...props} />
    </div>
  </section>
)
