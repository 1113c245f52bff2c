/**
 * Parts of the form whose code comes after it. Nobody types there before they are here, and their place is kept, so
 * that nothing moves: around some of them is a box with a height of its own while it is empty. Where their code cannot
 * be fetched, only those that somebody would look for say so.
 */
import { loadedLater } from '../../ui/loaded-later.tsx'

const loadRouter = () => import('../../handoff/router-choice.tsx')

export const SummaryPanel = loadedLater(
  'The summary',
  async () => (await import('./summary-panel.tsx')).SummaryPanel,
)
export const DryRunPill = loadedLater(
  'The result of the check',
  async () => (await import('./dry-run-pill.tsx')).DryRunPill,
)
export const StepSheets = loadedLater(
  'The steps and the summary',
  async () => (await import('./step-sheets.tsx')).StepSheets,
)
export const RouterChoice = loadedLater('The list of routers', async () => (await loadRouter()).RouterChoice)
export const RouterAdvice = loadedLater(null, async () => (await loadRouter()).RouterAdvice)
export const DryRunSpeech = loadedLater(null, async () => (await import('./dry-run-speech.tsx')).DryRunSpeech)
export const DraftNotice = loadedLater(null, async () => (await import('./draft-notice.tsx')).DraftNotice)
export const SignedOut = loadedLater(
  'Whether you are signed in',
  async () => (await import('./signed-out.tsx')).SignedOut,
)
export const KnownEndpoints = loadedLater(
  null,
  async () => (await import('./known-endpoints.tsx')).KnownEndpoints,
)
export const OtherTabsNotice = loadedLater(
  null,
  async () => (await import('./other-tabs-notice.tsx')).OtherTabsNotice,
)
