/** A failed call in words, for messages beside other content. */
import { ApiError } from './api.ts'

/** A sentence about a failed call, with the remedy if it is known. */
export const sayError = (error: Error): string => {
  if (!(error instanceof ApiError)) return 'The page failed. Reload it; what you typed in a form is kept.'
  if (error.kind === 'offline')
    return 'The server cannot be reached. Is it running, and is this machine online?'
  return error.message
}

/** The tunnel does not exist, or no longer exists. */
export const isGone = (error: Error | null): boolean => error instanceof ApiError && error.status === 404
