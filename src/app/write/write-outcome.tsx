/** Says that a write was not done, or that its outcome is unknown. Takes the focus when it appears. */
import { type ReactNode, useEffect, useRef } from 'react'
import { isOwnCode } from '../../contract/calls/known-refusals.ts'
import type { ApiError } from '../api.ts'
import { countdown, usePauseLeft } from '../api-pause.ts'
import { leadIn } from '../form/problems.ts'
import { sayError } from '../say-error.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { RequestIdLine } from '../ui/request-id.tsx'
import { useSpeaker } from '../use-speaker.tsx'
import type { WriteState } from './use-write.ts'

/** The errors of the answer, each with its code. */
export const Said = ({ error }: { error: ApiError }) => {
  const speaker = useSpeaker()
  const left = usePauseLeft()
  return (
    <>
      {error.errors.length === 0 && <p>{sayError(error)}</p>}
      {error.errors.map(({ code, message }) => (
        <p key={`${code} ${message}`}>
          {leadIn({ by: isOwnCode(code) ? 'proxy' : 'api', message }, speaker)}
          <span dir="auto">{message}</span> <span className="text-xs text-fg-3">({code})</span>
        </p>
      ))}
      {error.status === 429 && <p>Try again {left > 0 ? `in ${countdown(left)}` : 'now'}.</p>}
      <RequestIdLine id={error.requestId} />
    </>
  )
}

export interface OutcomeWords {
  label: string
  notDone: string
  unknown: string
  /** What the outcome may be, and what to do. */
  meaning: string
  /** Shown after a read that did not find the change. */
  looked: string
}

interface WriteOutcomeProps {
  state: WriteState
  look(): void
  words: OutcomeWords
  className?: string
  /** Shows the error of a write that was not done. */
  sayNotDone?(error: ApiError): ReactNode
}

const said = (error: ApiError) => <Said error={error} />

export const WriteOutcome = ({ state, look, words, className, sayNotDone = said }: WriteOutcomeProps) => {
  const ref = useRef<HTMLElement>(null)
  const { kind } = state
  useEffect(() => {
    if (kind === 'not_done' || kind === 'unknown') ref.current?.focus()
  }, [kind])
  if (kind !== 'not_done' && kind !== 'unknown') return null
  return (
    <section ref={ref} tabIndex={-1} aria-label={words.label} className={className}>
      {state.kind === 'unknown' ? (
        <Banner
          tone="warning"
          title={words.unknown}
          actions={
            <Button onClick={look} disabledReason={state.looking ? 'Looking now' : undefined}>
              {state.looking ? 'Looking...' : 'Look again'}
            </Button>
          }
        >
          {state.looked ? words.looked : words.meaning}
          <RequestIdLine id={state.error.requestId} />
        </Banner>
      ) : (
        <Banner tone="error" title={words.notDone}>
          {state.kind === 'not_done' && sayNotDone(state.error)}
        </Banner>
      )}
    </section>
  )
}
