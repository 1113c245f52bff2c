/**
 * Parts of the form whose code loads after it. Their space is reserved, so that nothing moves: some are inside a box
 * that has a height while it is empty. If the code cannot be fetched, only parts that users would miss show a
 * message.
 */
import { loadedLater } from '../../ui/loaded-later.tsx'

const loadRouter = () => import('../../handoff/router-choice.tsx')

export const SummaryPanel = loadedLater(
  'The summary',
  async () => (await import('./summary-panel.tsx')).SummaryPanel,
)
export const DryRunPill = loadedLater(
  'The result of the check',
  async () => (await import('../../form/dry-run/dry-run-pill.tsx')).DryRunPill,
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
  'The check of your sign-in',
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
