/** The dry-run's one sentence in the footer, kept in step with the clock. */
import {
  Check,
  CircleDashed,
  CloudOff,
  Contrast,
  Gauge,
  LoaderCircle,
  Lock,
  Minus,
  Pause,
  TriangleAlert,
  X,
} from 'lucide-react'
import { useDeferredValue, useEffect, useState, useSyncExternalStore } from 'react'
import { type PillView, pillOf, RUNNING_SHOWN_AFTER_MS, spokenOf } from '../../form/pill.ts'
import { useTunnelForm, useView } from '../../form/use-tunnel-form.tsx'
import { announce } from '../../ui/live-region.tsx'
import { Pill } from '../../ui/pill.tsx'
import { Clock } from '../../ui/time.tsx'
import { useMode } from '../../use-speaker.tsx'

const ICONS = {
  none: Minus,
  fix: TriangleAlert,
  changed: CircleDashed,
  running: LoaderCircle,
  partial: Contrast,
  accepted: Check,
  rejected: X,
  offline: CloudOff,
  slow: Gauge,
  paused: Pause,
  locked: Lock,
} satisfies Record<PillView['icon'], unknown>

const ACTIONS = { show: 'Show', check: 'Check now' }

/** Redraws when time alone changes what is shown: a check that takes long, a pause that counts down. */
const useNow = (runningSince: number | null, pausedUntil: number | null): number => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    setNow(Date.now())
    const timers = [
      runningSince === null ? 0 : window.setTimeout(() => setNow(Date.now()), RUNNING_SHOWN_AFTER_MS),
      pausedUntil === null ? 0 : window.setInterval(() => setNow(Date.now()), 1000),
    ]
    return () => {
      window.clearTimeout(timers[0])
      window.clearInterval(timers[1])
    }
  }, [runningSince, pausedUntil])
  return now
}

export const DryRunPill = ({ onShow }: { onShow(): void }) => {
  const { dryRun } = useTunnelForm()
  const state = useSyncExternalStore(dryRun.subscribe, dryRun.state)
  // The field speaks first; this sentence follows when that is drawn.
  const view = useDeferredValue(useView((whole) => whole))
  const mode = useMode()
  const now = useNow(state.runningSince, state.pausedUntil)
  const pill = pillOf(state, view, mode, now)
  const { tone, icon, text, at, action } = pill
  const Icon = ICONS[icon]
  const spoken = spokenOf(pill, view, mode)
  // A verdict that no longer stands is taken back.
  useEffect(() => announce(spoken), [spoken])
  return (
    <Pill
      tone={tone}
      icon={<Icon aria-hidden="true" className={`size-4 ${icon === 'running' ? 'spin' : ''}`} />}
      action={action && ACTIONS[action]}
      onAction={() => (action === 'check' ? dryRun.again() : onShow())}
    >
      {text}
      {at !== undefined && (
        <>
          {' · '}
          <Clock ms={at} />
        </>
      )}
    </Pill>
  )
}
