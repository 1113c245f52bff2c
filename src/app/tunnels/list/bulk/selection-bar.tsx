/** What can be done with the selected tunnels, and a bulk change that was cut off and can go on. */
import { useState } from 'react'
import type { Tunnel } from '../../../../contract/tunnel.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { useWriteRefusal } from '../../../use-write-refusal.ts'
import { BulkDialog } from './bulk-dialog.tsx'
import { forgetPlan, keptPlan } from './calls.ts'
import { downloadJson } from './download.ts'
import { HealthDialog } from './health-dialog.tsx'
import { countOf, newPlan, type Plan, resumed } from './plan.ts'

const nounOf = (count: number) => (count === 1 ? 'tunnel' : 'tunnels')

export const SelectionBar = ({ selected, onClear }: { selected: readonly Tunnel[]; onClear(): void }) => {
  const refusal = useWriteRefusal()
  const [plan, setPlan] = useState<Plan | null>(null)
  const [cut, setCut] = useState(keptPlan)
  const [asksHealth, setAsksHealth] = useState(false)
  const count = selected.length
  const begin = (change: Plan['change']) => {
    setAsksHealth(false)
    setPlan(newPlan(change, selected))
  }
  return (
    <>
      {cut && !plan && (
        <div className="mt-4 print:hidden">
          <Banner
            title={`A bulk change was cut off: ${countOf(cut, 'done')} of ${cut.items.length} ${nounOf(cut.items.length)} done`}
            actions={
              <>
                <Button onClick={() => setPlan(resumed(cut))} disabledReason={refusal}>
                  Go on with the rest
                </Button>
                <Button
                  variant="ghost"
                  onClick={() => {
                    forgetPlan()
                    setCut(null)
                  }}
                >
                  Leave the rest as it is
                </Button>
              </>
            }
          >
            {cut.change.kind === 'delete' ? 'Deleting tunnels.' : 'Changing health checks.'} What is left is
            checked again before anything is changed.
          </Banner>
        </div>
      )}
      {count > 0 && (
        <section
          aria-label="Selected tunnels"
          className="fixed inset-x-0 bottom-0 z-4 flex flex-wrap items-center justify-center gap-2 border-t border-line-strong bg-surface px-4 py-2.5 shadow-float print:hidden"
        >
          <p className="mr-2 font-medium tabular-nums">{count} selected</p>
          <Button onClick={() => downloadJson(selected)}>Export</Button>
          <Button onClick={() => setAsksHealth(true)} disabledReason={refusal}>
            Change health check
          </Button>
          <Button onClick={() => begin({ kind: 'delete' })} disabledReason={refusal}>
            Delete
          </Button>
          <Button variant="ghost" onClick={onClear}>
            Clear selection
          </Button>
        </section>
      )}
      <HealthDialog
        count={count}
        open={asksHealth}
        onClose={() => setAsksHealth(false)}
        onChoose={(to) => begin({ kind: 'health', to })}
      />
      {plan && (
        <BulkDialog
          plan={plan}
          onClose={(isFinished) => {
            setPlan(null)
            setCut(keptPlan())
            if (isFinished) onClear()
          }}
        />
      )}
    </>
  )
}
