/** Replaces rail and panel below 1024 px. */
import ChevronDown from 'lucide-react/icons/chevron-down'
import PanelRight from 'lucide-react/icons/panel-right'
import { memo, useState } from 'react'
import { STEP_TITLES, STEPS, type Step } from '../../form/steps.ts'
import { StepSheets } from './later-parts.tsx'
import type { Sheet } from './step-sheets.tsx'

export const StepBar = memo(({ step }: { step: Step }) => {
  const [shown, setShown] = useState<Sheet | null>(null)
  const number = STEPS.indexOf(step) + 1
  return (
    <div className="sticky top-(--bar) z-4 flex min-h-11 items-center short:relative lg:hidden justify-between print:hidden border-b border-line bg-surface px-4">
      <button
        type="button"
        className="inline-flex min-h-11 items-center gap-1.5 text-fg-2"
        onClick={() => setShown('steps')}
        aria-haspopup="dialog"
      >
        <span className="font-medium text-fg">
          Step {number} of {STEPS.length}
        </span>
        {STEP_TITLES[step]}
        <ChevronDown aria-hidden="true" className="size-4" />
      </button>
      <button
        type="button"
        className="inline-flex min-h-11 items-center gap-1.5 text-fg-2"
        onClick={() => setShown('summary')}
        aria-haspopup="dialog"
      >
        <PanelRight aria-hidden="true" className="size-4" />
        Summary
      </button>
      <span aria-hidden="true" className="absolute inset-x-0 -bottom-px grid grid-cols-4 gap-0.5">
        {STEPS.map((each, index) => (
          <i key={each} className={`h-0.5 ${index < number ? 'bg-fg' : ''}`} />
        ))}
      </span>
      <StepSheets step={step} shown={shown} onClose={() => setShown(null)} />
    </div>
  )
})
