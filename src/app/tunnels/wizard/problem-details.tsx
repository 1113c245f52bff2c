/** What a problem says, and the details of an API error: its pointer, its code, and a link to its documentation. */
import { API_CODES } from '../../../contract/calls/api-codes.ts'
import type { Problem } from '../../form/problems.ts'
import { Address } from '../../ui/address.tsx'

/** The form's own sentences are English; the API's begin in the direction of their language. */
export const ProblemMessage = ({ problem: { by, message } }: { problem: Problem }) =>
  by === 'form' ? message : <span dir="auto">{message}</span>

/** What an error means for the form, where the API's words do not say it. */
export const Meaning = ({ code }: { code: number }) =>
  code === API_CODES.tunnelNotFound && (
    <>
      {' '}
      The tunnel was deleted after this form was opened, so nothing can be saved to it. Copy what you still
      need before you leave.
    </>
  )

export const ProblemDetails = ({ problem: { api } }: { problem: Problem }) =>
  api ? (
    <>
      {' '}
      <span className="text-xs text-fg-3">
        (
        {api.pointer && (
          <>
            <Address value={api.pointer} />,{' '}
          </>
        )}
        {api.documentationUrl ? (
          <a href={api.documentationUrl} target="_blank" rel="noreferrer">
            learn more about error {api.code}
          </a>
        ) : (
          api.code
        )}
        )
      </span>
      <Meaning code={api.code} />
    </>
  ) : null
