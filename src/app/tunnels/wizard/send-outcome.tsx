/** The outcome of the request if it failed or is unknown. */

import { isOwnCode } from '../../../contract/calls/known-refusals.ts'
import { FIELDS } from '../../../contract/fields/table.ts'
import type { ApiError } from '../../api.ts'
import { countdown, usePauseLeft } from '../../api-pause.ts'
import { leadIn } from '../../form/problems.ts'
import { placeErrors } from '../../form/server-errors.ts'
import type { Step } from '../../form/steps.ts'
import { RequestIdLine } from '../../ui/request-id.tsx'
import { useSpeaker } from '../../use-speaker.tsx'
import type { SendState } from '../../write/use-write.ts'
import { type OutcomeWords, WriteOutcome } from '../../write/write-outcome.tsx'
import { Meaning } from './problem-details.tsx'
import { ProblemLink } from './problem-link.tsx'

/** The remaining pause; the same countdown as in the header and the pill. */
const Wait = () => {
  const left = usePauseLeft()
  return <p>Try again {left > 0 ? `in ${countdown(left)}` : 'now'}. Nothing you typed is lost.</p>
}

const CREATE_WORDS: OutcomeWords = {
  label: 'Result of creating the tunnel',
  notDone: 'The tunnel was not created',
  unknown: 'Not confirmed: the tunnel may or may not exist',
  looked:
    'The list was read again just now and does not contain it. Creating again is safe: the name is checked first.',
  meaning: 'Look for it before you create again.',
}

const NotDone = ({ error }: { error: ApiError }) => {
  const speaker = useSpeaker()
  return (
    <>
      <ul className="grid gap-1">
        {placeErrors(error.errors).map(({ place, message, code }) => {
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
              {leadIn({ by: isOwnCode(code) ? 'proxy' : 'api', message }, speaker)}
              <span dir="auto">{message}</span> <span className="text-xs text-fg-3">({code})</span>
              <Meaning code={code} />
            </li>
          )
        })}
      </ul>
      {error.retryAfterS !== null && <Wait />}
      <RequestIdLine id={error.requestId} />
    </>
  )
}

const LOST =
  'The answer to the request was lost. It was sent once and not repeated; what you typed and the key are kept.'

interface SendOutcomeProps {
  state: SendState
  look(): void
  words: OutcomeWords
}

export const SendOutcome = ({ state, look, words }: SendOutcomeProps) => (
  <WriteOutcome
    className="mb-5"
    state={state}
    look={look}
    words={{ ...words, meaning: `${LOST} ${words.meaning}`, looked: `${LOST} ${words.looked}` }}
    sayNotDone={(error) => <NotDone error={error} />}
  />
)

/** The outcome of Create. */
export const CreateOutcome = (props: Omit<SendOutcomeProps, 'words'>) => (
  <SendOutcome {...props} words={CREATE_WORDS} />
)
