/** The panel beside the form, loaded after it: nobody types there, and it has its place, so nothing moves. */
import { loadedLater } from '../../ui/loaded-later.tsx'

export const SummaryPanel = loadedLater(
  'The summary',
  async () => (await import('./summary-panel.tsx')).SummaryPanel,
)
