/** Parts of the form whose code comes after it: nobody types there before they are here, and what they draw has its place. */
import { loadedLater } from '../../ui/loaded-later.tsx'

const loadRouter = () => import('../../handoff/router-choice.tsx')

export const SummaryPanel = loadedLater(
  'The summary',
  async () => (await import('./summary-panel.tsx')).SummaryPanel,
)
export const RouterChoice = loadedLater('The list of routers', async () => (await loadRouter()).RouterChoice)
export const RouterAdvice = loadedLater(
  'What depends on the router',
  async () => (await loadRouter()).RouterAdvice,
)
export const DryRunSpeech = loadedLater(
  'What reads results aloud',
  async () => (await import('./dry-run-speech.tsx')).DryRunSpeech,
)
export const OtherTabsNotice = loadedLater(
  'The look at other tabs',
  async () => (await import('./other-tabs-notice.tsx')).OtherTabsNotice,
)
