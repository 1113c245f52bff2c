/** The dry-run's one sentence in the footer. Review says the same at its top, so there it is left out. */
import {
  Check,
  CircleAlert,
  CircleDashed,
  CircleQuestionMark,
  CloudOff,
  Contrast,
  Gauge,
  LoaderCircle,
  Lock,
  Minus,
  Pause,
  X,
} from 'lucide-react'
import { useTunnelForm, useView } from '../../form/use-tunnel-form.tsx'
import type { Icon } from '../../form/wording.ts'
import { Pill } from '../../ui/pill.tsx'
import { Clock } from '../../ui/time.tsx'
import { useWording } from './use-wording.ts'

const ICONS = {
  none: Minus,
  fix: CircleAlert,
  changed: CircleDashed,
  running: LoaderCircle,
  partial: Contrast,
  accepted: Check,
  rejected: X,
  offline: CloudOff,
  unclear: CircleQuestionMark,
  slow: Gauge,
  paused: Pause,
  locked: Lock,
} satisfies Record<Icon, unknown>

const ACTIONS = { show: 'Show', check: 'Check now' }

export const DryRunPill = ({ onShow }: { onShow(): void }) => {
  const { dryRun } = useTunnelForm()
  const isReview = useView(({ step }) => step === 'review')
  const { tone, icon, text, at, action } = useWording()
  if (isReview) return null
  const Mark = ICONS[icon]
  return (
    <Pill
      tone={tone}
      // On a phone a line of its own above the buttons.
      className="max-sm:order-first max-sm:basis-full max-sm:border-0 max-sm:bg-transparent max-sm:px-0"
      icon={<Mark aria-hidden="true" className={`size-4 ${icon === 'running' ? 'animate-spin' : ''}`} />}
      action={action && ACTIONS[action]}
      onAction={() => (action === 'check' ? dryRun.again() : onShow())}
    >
      {text}
      {at !== undefined && icon === 'accepted' && (
        <>
          {' · '}
          <Clock ms={at} />
        </>
      )}
    </Pill>
  )
}
