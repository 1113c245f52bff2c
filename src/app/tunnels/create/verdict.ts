/** Review's verdict in words: on exactly the request shown, or why there is none. */
import type { DryRunState } from '../../form/dry-run-state.ts'

export interface VerdictView {
  mark: 'accepted' | 'rejected' | 'running' | 'open'
  title: string
  text: string
  /** When it was given, in milliseconds since the epoch. */
  at?: number
}

/** @param hasLocalErrors a field breaks a rule, which keeps the check from running */
export const verdictOf = (state: DryRunState, speaker: string, hasLocalErrors: boolean): VerdictView => {
  const { checked, current, pausedUntil, offline } = state
  const open = (text: string): VerdictView => ({ mark: 'open', title: 'Not checked', text })
  if (hasLocalErrors) return open('Fix the fields marked below, and the check runs by itself.')
  if (pausedUntil !== null) {
    return open(
      'The API limit is reached. The check runs by itself once calls are let through. You can try to create the tunnel all the same.',
    )
  }
  if (offline) return open('This machine is offline. The check runs by itself once it is not.')
  if (!current || !checked?.full) {
    return {
      mark: 'running',
      title: 'Checking this request',
      text: `${speaker} is asked about exactly what is shown here.`,
    }
  }
  switch (checked.verdict.kind) {
    case 'accepted':
      return {
        mark: 'accepted',
        title: `${speaker} accepts this configuration`,
        text: 'Dry run of exactly the request shown. Nothing has been created.',
        at: checked.at,
      }
    case 'rejected':
      return {
        mark: 'rejected',
        title: `${speaker} rejects this configuration`,
        text: checked.byCreate
          ? 'The answer to creating exactly what is shown. Nothing has been created.'
          : 'Dry run of exactly the request shown. Nothing has been created.',
        at: checked.at,
      }
    case 'forbidden':
      return open(`${checked.verdict.message}. You can try to create the tunnel all the same.`)
    default:
      return open('No answer came. You can try to create the tunnel all the same.')
  }
}
