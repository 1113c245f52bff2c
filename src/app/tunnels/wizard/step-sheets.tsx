/** The rail and the panel below 1024 px, opened from the bar that replaces them. */
import type { Step } from '../../form/steps.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { SummaryPanel } from './summary-panel.tsx'
import { StepList } from './wizard-rail.tsx'

export type Sheet = 'steps' | 'summary'

interface StepSheetsProps {
  step: Step
  shown: Sheet | null
  onClose(): void
}

export const StepSheets = ({ step, shown, onClose }: StepSheetsProps) => (
  <>
    <Dialog title="Steps" kind="sheet" open={shown === 'steps'} onClose={onClose}>
      <nav aria-label="Progress">
        <StepList step={step} onOpen={onClose} />
      </nav>
    </Dialog>
    <Dialog title="Summary" kind="drawer" open={shown === 'summary'} onClose={onClose}>
      <SummaryPanel />
    </Dialog>
  </>
)
