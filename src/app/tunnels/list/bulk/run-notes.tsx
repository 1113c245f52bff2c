/** Why a bulk change waits, or why it stopped. */
import { useEffect } from 'react'
import { countdown } from '../../../api-pause.ts'
import { paths } from '../../../paths.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button, buttonLook } from '../../../ui/button.tsx'
import { announce } from '../../../ui/live-region.tsx'
import { useNow } from '../../../use-now.ts'
import { isUnderWay, type Plan } from './plan.ts'
import type { RunState, Stop } from './runner.ts'

export const WaitNote = ({ wait: { why, until } }: { wait: NonNullable<RunState['wait']> }) => {
  const left = Math.max(0, Math.ceil((until - useNow(1000)) / 1000))
  return (
    <p className="mt-1 text-xs text-fg-2 tabular-nums">
      {why}. Nothing is lost: it is tried again in {countdown(left)}.
    </p>
  )
}

/** What becomes of the rest. A reload keeps the plan only once something may have been changed, and no selection. */
export const restOf = (remedy: Stop['remedy'], plan: Plan): string => {
  if (remedy !== 'reload') return 'Nothing is lost: after that, "Go on" continues with the rest.'
  return isUnderWay(plan)
    ? 'Nothing is lost: the list then offers to go on with the rest.'
    : 'Nothing was changed: select the tunnels again after that.'
}

export const StopNote = ({ stop: { title, todo, remedy }, plan }: { stop: Stop; plan: Plan }) => {
  useEffect(() => announce(`Stopped. ${title}`), [title])
  return (
    <div className="mt-3">
      <Banner
        tone="error"
        title={title}
        actions={
          remedy &&
          (remedy === 'sign_in' ? (
            <a href={paths.tunnels} target="_blank" rel="noreferrer" className={buttonLook('secondary')}>
              Sign in in a new tab
            </a>
          ) : (
            <Button onClick={() => location.reload()}>Reload</Button>
          ))
        }
      >
        {todo} {restOf(remedy, plan)}
      </Banner>
    </div>
  )
}
