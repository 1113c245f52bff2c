/** A failed call in words, for messages beside other content. */
import { isOwnCode } from '../contract/calls/known-refusals.ts'
import { ApiError } from './api.ts'

/** A sentence about a failed call, with the remedy if it is known. */
export const sayError = (error: Error): string => {
  if (!(error instanceof ApiError)) return 'The page failed. Reload it; what you typed in a form is kept.'
  if (error.kind === 'offline')
    return 'The server cannot be reached. Is it running, and is this machine online?'
  return error.message
}

/**
 * The tunnel does not exist, or no longer exists. The status alone does not say so: our server answers with it to a call
 * that its version does not know, and a proxy in front of it while it restarts.
 */
export const isGone = (error: Error | null): boolean =>
  error instanceof ApiError &&
  error.kind === 'api' &&
  error.status === 404 &&
  !error.errors.some(({ code }) => isOwnCode(code))
