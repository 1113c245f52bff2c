/** The outcome of the request if it failed or is unknown. */
import { useEffect, useRef } from 'react'
import { FIELDS } from '../../../contract/fields/table.ts'
import { isOwnCode } from '../../../contract/known-refusals.ts'
import { countdown, usePauseLeft } from '../../api-pause.ts'
import { leadIn } from '../../form/problems.ts'
import { placeErrors } from '../../form/server-errors.ts'
import type { Step } from '../../form/steps.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { RequestIdLine } from '../../ui/request-id.tsx'
import { useSpeaker } from '../../use-speaker.tsx'
import { ProblemLink } from './problem-link.tsx'
import type { SendState } from './wizard.tsx'

/** The remaining pause; the same countdown as in the header and the pill. */
const Wait = () => {
  const left = usePauseLeft()
  return <p>Try again {left > 0 ? `in ${countdown(left)}` : 'now'}. Nothing you typed is lost.</p>
}

export interface OutcomeWords {
  label: string
  notDone: string
  unknown: string
  /** Shown after a check that found nothing. */
  looked: string
  beforeAgain: string
}

const CREATE_WORDS: OutcomeWords = {
  label: 'Result of creating the tunnel',
  notDone: 'The tunnel was not created',
  unknown: 'Not confirmed: the tunnel may or may not exist',
  looked:
    'The list was read again just now and does not contain it. Creating again is safe: the name is checked first.',
  beforeAgain: 'Look for it before you create again.',
}

interface NotDoneProps {
  state: Extract<SendState, { kind: 'not_done' }>
  title: string
}

const NotDone = ({ state, title }: NotDoneProps) => {
  const speaker = useSpeaker()
  const placed = placeErrors(state.errors)
  return (
    <Banner tone="error" title={title}>
      <ul className="grid gap-1">
        {placed.map(({ place, message, code }) => {
          const field = place.kind === 'field' ? place.field : null
          const step: Step | null =
            place.kind === 'form' ? null : field ? FIELDS[field].step : (place as { step: Step }).step
          return (
            <li key={`${code} ${message}`}>
              {field && (
                <>
                  <ProblemLink problem={{ step, field, label: FIELDS[field].term, message, by: 'api' }}>
                    {FIELDS[field].term}
                  </ProblemLink>
                  :{' '}
                </>
              )}
              {leadIn({ by: isOwnCode(code) ? 'proxy' : 'api' }, speaker)}
              {message} <span className="text-xs text-fg-3">({code})</span>
            </li>
          )
        })}
      </ul>
      {state.retryAt !== null && <Wait />}
      <RequestIdLine id={state.requestId} />
    </Banner>
  )
}

interface UnknownProps {
  state: Extract<SendState, { kind: 'unknown' }>
  look(): void
  words: OutcomeWords
}

const Unknown = ({ state, look, words }: UnknownProps) => (
  <Banner
    tone="warning"
    title={words.unknown}
    actions={
      <Button onClick={look} disabledReason={state.looking ? 'Looking now' : undefined}>
        {state.looking ? 'Looking...' : 'Look again'}
      </Button>
    }
  >
    The answer to the request was lost. It was sent once and not repeated; what you typed and the key are
    kept. {state.looked ? words.looked : words.beforeAgain}
    <RequestIdLine id={state.requestId} />
  </Banner>
)

interface SendOutcomeProps {
  state: SendState
  look(): void
  words: OutcomeWords
}

/** Takes the focus when it appears: the pressed button is far below. */
export const SendOutcome = ({ state, look, words }: SendOutcomeProps) => {
  const ref = useRef<HTMLElement>(null)
  const { kind } = state
  useEffect(() => {
    if (kind === 'not_done' || kind === 'unknown') ref.current?.focus()
  }, [kind])
  if (kind !== 'not_done' && kind !== 'unknown') return null
  return (
    <section ref={ref} tabIndex={-1} aria-label={words.label} className="mb-5">
      {kind === 'not_done' ? (
        <NotDone state={state} title={words.notDone} />
      ) : (
        <Unknown state={state} look={look} words={words} />
      )}
    </section>
  )
}

/** The outcome of Create. */
export const CreateOutcome = (props: Omit<SendOutcomeProps, 'words'>) => (
  <SendOutcome {...props} words={CREATE_WORDS} />
)
