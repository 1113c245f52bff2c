/** One of several writes with its outcome, and a button that retries it or checks its result. */
import type { ReactNode } from 'react'
import { RequestId } from '../trouble-banner.tsx'
import { Button } from '../ui/button.tsx'
import { useWriteRefusal } from '../use-write-refusal.ts'
import { Said } from '../write/write-outcome.tsx'
import type { Job, Jobs } from './use-jobs.ts'

interface JobWords {
  /** Text of the button before the first attempt. */
  act: string
  sending: string
  done: string
  notDone: string
  unknown: string
}

interface JobLineProps {
  job: Job
  jobs: Jobs
  words: JobWords
  /** Completes the names of the buttons: "10.20.0.0/16". */
  what: string
  /** Why the write cannot be sent unchanged. */
  problem?: string | undefined
  /** Replaces the button that sends the write. */
  action?: ReactNode
  children: ReactNode
}

export const JobLine = ({ job, jobs, words, what, problem, action, children }: JobLineProps) => {
  const refusal = useWriteRefusal()
  const state = jobs.stateOf(job.key)
  const { kind } = state
  const isFailed = kind === 'not_done' || kind === 'unknown' || problem !== undefined
  const text = {
    idle: problem ?? '',
    sending: words.sending,
    done: words.done,
    not_done: words.notDone,
    unknown: words.unknown,
  }[kind]
  return (
    <li className="grid gap-1 border-b border-line py-2 last:border-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
        <span
          className={`mr-auto ${isFailed ? 'text-danger' : kind === 'done' ? 'text-success' : 'text-fg-2'}`}
        >
          {text}
        </span>
        {action}
        {!action && (kind === 'idle' || kind === 'not_done') && problem === undefined && (
          <Button
            variant="fix"
            aria-label={`${kind === 'idle' ? words.act : 'Try again'}: ${what}`}
            disabledReason={refusal ?? (jobs.isRunning ? 'Another one is in progress' : undefined)}
            onClick={() => void jobs.run([job])}
          >
            {kind === 'idle' ? words.act : 'Try again'}
          </Button>
        )}
        {state.kind === 'unknown' && (
          <Button
            variant="fix"
            aria-label={`Look again: ${what}`}
            disabledReason={state.looking ? 'Looking now' : undefined}
            onClick={() => void jobs.look(job)}
          >
            {state.looking ? 'Looking...' : 'Look again'}
          </Button>
        )}
      </div>
      {state.kind === 'not_done' && (
        <div className="text-xs text-fg-2">
          <Said error={state.error} />
        </div>
      )}
      {state.kind === 'unknown' && (
        <div className="text-xs text-fg-2">
          The answer was lost, and the request was not repeated.
          {state.looked && ' It was read again just now, without the change.'}
          <RequestId error={state.error} />
        </div>
      )}
    </li>
  )
}
