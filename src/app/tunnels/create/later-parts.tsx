/**
 * Parts of the form whose code comes after it. Nobody types there before they are here, and their place is kept, so
 * that nothing moves: around some of them is a box with a height of its own while it is empty.
 */
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
export const DraftNotice = loadedLater(
  'Whether a draft was restored',
  async () => (await import('./draft-notice.tsx')).DraftNotice,
)
export const SignedOut = loadedLater(
  'Whether you are signed in',
  async () => (await import('./signed-out.tsx')).SignedOut,
)
export const KnownEndpoints = loadedLater(
  'The endpoints in use',
  async () => (await import('./known-endpoints.tsx')).KnownEndpoints,
)
export const OtherTabsNotice = loadedLater(
  'The look at other tabs',
  async () => (await import('./other-tabs-notice.tsx')).OtherTabsNotice,
)
