/** The status of the dry-run in the footer. Hidden on Review, which shows the same at its top. */
import Check from 'lucide-react/icons/check'
import CircleAlert from 'lucide-react/icons/circle-alert'
import CircleDashed from 'lucide-react/icons/circle-dashed'
import CircleQuestionMark from 'lucide-react/icons/circle-question-mark'
import CloudOff from 'lucide-react/icons/cloud-off'
import Contrast from 'lucide-react/icons/contrast'
import Gauge from 'lucide-react/icons/gauge'
import LoaderCircle from 'lucide-react/icons/loader-circle'
import Lock from 'lucide-react/icons/lock'
import Minus from 'lucide-react/icons/minus'
import Pause from 'lucide-react/icons/pause'
import X from 'lucide-react/icons/x'
import { Pill } from '../../ui/pill.tsx'
import { Clock } from '../../ui/time.tsx'
import { useTunnelForm } from '../use-tunnel-form.tsx'
import { useWording } from './use-wording.ts'
import type { Icon } from './wording.ts'

type Wording = ReturnType<typeof useWording>

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
  const wording = useWording()
  return (
    <VerdictPill
      wording={wording}
      onAction={() => (wording.action === 'check' ? dryRun.again() : onShow())}
    />
  )
}

/** @param onAction goes to the first problem or checks again, as the wording offers */
export const VerdictPill = ({ wording, onAction }: { wording: Wording; onAction(): void }) => {
  const { tone, icon, text, at, action } = wording
  const Mark = ICONS[icon]
  return (
    <Pill
      tone={tone}
      className="max-sm:border-0 max-sm:bg-transparent max-sm:px-0"
      icon={<Mark aria-hidden="true" className={`size-4 ${icon === 'running' ? 'animate-spin' : ''}`} />}
      action={action && ACTIONS[action]}
      onAction={onAction}
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
