/** Actions on the selected tunnels, and an interrupted bulk change that can continue. */
import X from 'lucide-react/icons/x'
import { memo, useEffect, useRef, useState } from 'react'
import type { Tunnel } from '../../../../contract/tunnel.ts'
import { counted, grouped } from '../../../counted.ts'
import { ExportButton } from '../../../export/export-button.tsx'
import { focusIfLost, focusPageHeading } from '../../../page-heading.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { useWriteRefusal } from '../../../use-write-refusal.ts'
import { BulkDialog } from './bulk-dialog.tsx'
import { forgetPlan, keptPlan } from './calls.ts'
import { HealthDialog } from './health-dialog.tsx'
import { isBulkRunning, type Release, takeBulkLock } from './lock.ts'
import { countOf, newPlan, type Plan, resumed } from './plan.ts'

interface SelectionBarProps {
  selected: readonly Tunnel[]
  /** How many of them the search and the filters hide. */
  hidden: number
  /** Selects the tunnels with these IDs only. */
  onSelect(ids: ReadonlySet<string>): void
}

export const SelectionBar = memo(({ selected, hidden, onSelect }: SelectionBarProps) => {
  const refusal = useWriteRefusal()
  const [plan, setPlan] = useState<Plan | null>(null)
  const [cut, setCut] = useState<Plan | null>(null)
  const [isBusyElsewhere, setBusyElsewhere] = useState(false)
  const release = useRef<Release | null>(null)
  const [asksHealth, setAsksHealth] = useState(false)
  const count = selected.length
  useEffect(() => {
    // A plan that another tab is working on is not interrupted.
    void isBulkRunning().then((isRunning) => !isRunning && setCut(keptPlan()))
    return () => release.current?.()
  }, [])

  /** @param make called once no other tab can change the stored plan */
  const start = async (make: () => Plan | null) => {
    setAsksHealth(false)
    release.current = await takeBulkLock()
    setBusyElsewhere(release.current === null)
    if (release.current) setPlan(make())
  }
  const begin = (change: Plan['change']) => start(() => newPlan(change, selected))
  const goOn = () =>
    start(() => {
      const left = keptPlan()
      setCut(left)
      return left && resumed(left)
    })
  // In the bar, which stays in sight, and above the list only without a selection.
  const busy = isBusyElsewhere && (
    <Banner
      tone="warning"
      title="A bulk change is under way in another tab"
      onDismiss={() => {
        setBusyElsewhere(false)
        focusPageHeading()
      }}
    >
      Nothing was started here. Let it finish there, or close its dialog, then try again.
    </Banner>
  )
  return (
    <>
      {cut && !plan && (
        <div className="mb-4 print:hidden">
          <Banner
            title={`A bulk change was cut off: ${grouped(countOf(cut, 'done'))} of ${counted(cut.items.length, 'tunnel')} done`}
            actions={
              <>
                <Button onClick={goOn} disabledReason={refusal}>
                  Go on with the rest
                </Button>
                <Button
                  variant="ghost"
                  onClick={() => {
                    forgetPlan()
                    setCut(null)
                    focusPageHeading()
                  }}
                >
                  Do not change the rest
                </Button>
              </>
            }
          >
            {cut.change.kind === 'delete' ? 'Deleting tunnels.' : 'Changing health checks.'} The rest is
            checked again before anything is changed.
          </Banner>
        </div>
      )}
      {count === 0 && busy && <div className="mb-4 print:hidden">{busy}</div>}
      {count > 0 && (
        <section
          aria-label="Selected tunnels"
          className="fixed inset-x-0 bottom-0 z-4 flex flex-wrap items-center justify-center gap-2 border-t border-line-strong bg-surface px-4 py-2.5 shadow-float max-sm:gap-1 max-sm:px-2 max-sm:[&>button]:px-2 print:hidden short:flex-nowrap short:justify-start short:overflow-x-auto short:py-1 short:*:flex-none"
        >
          {busy && <div className="basis-full">{busy}</div>}
          {/*
           * A phone has room for one line of buttons with short words, and for the count beside them unless it is a
           * small one. The names of the buttons are the same at every width.
           */}
          <p className="mr-2 font-medium tabular-nums max-sm:mr-1 max-sm:text-xs max-[24rem]:not-short:basis-full max-[24rem]:text-center">
            {grouped(count)} selected
            {hidden > 0 && (
              <>
                <span className="min-[24rem]:max-sm:sr-only">, </span>
                <span className="min-[24rem]:max-sm:block">{grouped(hidden)} not shown</span>
              </>
            )}
          </p>
          <ExportButton tunnels={selected} />
          <Button onClick={() => setAsksHealth(true)} disabledReason={refusal}>
            <span className="first-letter:uppercase">
              <span className="max-sm:sr-only">Change </span>health check
            </span>
          </Button>
          <Button onClick={() => begin({ kind: 'delete' })} disabledReason={refusal}>
            Delete
          </Button>
          <Button
            variant="ghost"
            onClick={() => {
              onSelect(new Set())
              focusPageHeading()
            }}
          >
            <X aria-hidden="true" className="size-4 sm:hidden" />
            <span className="max-sm:sr-only">Clear selection</span>
          </Button>
        </section>
      )}
      {asksHealth && (
        <HealthDialog
          tunnels={selected}
          onClose={() => setAsksHealth(false)}
          onChoose={(to) => begin({ kind: 'health', to })}
        />
      )}
      {plan && (
        <BulkDialog
          plan={plan}
          onClose={({ phase, items }) => {
            setPlan(null)
            release.current?.()
            setCut(keptPlan())
            if (phase === 'check' || phase === 'confirm') return
            // What was not done stays selected for the next attempt.
            const left = items.filter(({ status }) => status !== 'done')
            onSelect(new Set(left.map(({ id }) => id)))
            // The dialog returns the focus to a button of the bar, which is removed if none of the rest is in the list.
            requestAnimationFrame(() => focusIfLost())
          }}
        />
      )}
    </>
  )
})
