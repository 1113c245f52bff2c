/** The four steps with their states; any step can be opened at any time. */
import Check from 'lucide-react/icons/check'
import CircleAlert from 'lucide-react/icons/circle-alert'
import { memo } from 'react'
import { Link } from 'wouter'
import type { FieldName } from '../../../contract/fields/table.ts'
import { changedFields } from '../../../contract/fields/wire.ts'
import { isAccepted } from '../../form/dry-run/status.ts'
import { type StepStatus, statusOf } from '../../form/step-status.ts'
import { STEP_TITLES, STEPS, type Step } from '../../form/steps.ts'
import { useLaterDryRun, useLaterValues, useLaterView, useTunnelForm } from '../../form/use-tunnel-form.tsx'

const Mark = ({ mark, number }: { mark: StepStatus['mark']; number: number }) => {
  if (mark === 'problem') return <CircleAlert aria-hidden="true" className="size-5 text-danger" />
  if (mark === 'done') return <Check aria-hidden="true" className="size-5 p-0.5 text-fg-2" />
  return (
    <span
      aria-hidden="true"
      className="grid size-5 place-items-center rounded-full border border-control text-2xs font-medium text-fg-2"
    >
      {number}
    </span>
  )
}

interface StepLinkProps extends StepStatus {
  step: Step
  href: string
  isCurrent: boolean
  onOpen: (() => void) | undefined
}

const StepLink = memo(({ step, href, isCurrent, text, mark, onOpen }: StepLinkProps) => (
  <Link
    href={href}
    onClick={onOpen}
    aria-current={isCurrent ? 'step' : undefined}
    className="grid grid-cols-[1.25rem_1fr] gap-x-2.5 rounded-card px-3 py-2 text-fg no-underline hover:bg-raised hover:no-underline aria-[current]:bg-raised forced-colors:aria-[current]:outline"
  >
    <span className="row-span-2 pt-0.5">
      <Mark mark={mark} number={STEPS.indexOf(step) + 1} />
    </span>
    <span className="font-medium">{STEP_TITLES[step]}</span>
    <span className={`text-xs ${mark === 'problem' ? 'text-danger' : 'text-fg-2'}`}>{text}</span>
  </Link>
))

export const StepList = memo(({ step, onOpen }: { step: Step; onOpen?: () => void }) => {
  const view = useLaterView()
  const isBgpOn = useLaterValues((values) => values.bgp_enabled)
  const { base, stepPath } = useTunnelForm()
  // A string, so that equal results do not render again.
  const changed = useLaterValues((values) => base && changedFields(base.values, values).join(' '))
  const changedNames = changed === null ? null : (changed.split(' ').filter(Boolean) as FieldName[])
  const state = useLaterDryRun()
  return (
    <ol className="grid gap-1">
      {STEPS.map((each) => (
        <li key={each}>
          <StepLink
            {...statusOf(each, view, isBgpOn, isAccepted(state, view), changedNames)}
            step={each}
            href={stepPath(each)}
            isCurrent={each === step}
            onOpen={onOpen}
          />
        </li>
      ))}
    </ol>
  )
})
