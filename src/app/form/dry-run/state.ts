/** Types of the dry-run: its input, the verdict of a check, and the phase that all parts of the page read. */
import { API_CODES } from '../../../contract/calls/api-codes.ts'
import { isOwnCode } from '../../../contract/calls/known-refusals.ts'
import type { ResponseInfo } from '../../../contract/envelope.ts'

/** The current values of the form, as the dry-run needs them. */
export interface Subject {
  payload: unknown
  /** Identifies the payload: equal payloads have equal texts. */
  fingerprint: string
  /** True for Review's check, which contains the keys, is always sent and never cached. */
  full: boolean
  /** True if no filled field has a local error, and something was edited. */
  eligible: boolean
  /** Required fields that are blank, joined. Empty when complete. */
  missing: string
}

/** An answer about the tunnel. */
export type Answer =
  | { kind: 'accepted'; messages: ResponseInfo[] }
  /** By the API, or by our own server, which then sent nothing to the API. The error codes distinguish them. */
  | { kind: 'rejected'; errors: ResponseInfo[]; messages: ResponseInfo[]; requestId: string | null }

/** Why a check got no answer. */
export type Failure = 'no_server' | 'server' | 'unreachable' | 'timeout' | 'unreadable' | 'resting'

/** The result of one check. */
export type Verdict =
  | Answer
  /** The rate limit stopped it; nothing was checked. `until` in milliseconds since the epoch. */
  | { kind: 'limited'; until: number }
  /** The user or the server's token has no permission to check. */
  | { kind: 'forbidden'; message: string; requestId: string | null }
  /** No usable answer. `message` is from our own server, if it sent one. */
  | { kind: 'failed'; why: Failure; message: string | null; requestId: string | null }

/** The newest answer, which may be about earlier values. Times are in milliseconds since the epoch. */
export interface Checked {
  verdict: Answer
  at: number
  full: boolean
}

/** The state of the dry-run. The pill, Review's verdict, the panel and the rail all show this. */
export type Phase =
  /** Nothing to check yet. */
  | { kind: 'idle' }
  /** Edited since the last check; the next one follows. */
  | { kind: 'waiting' }
  /** Edited, but few API calls are left (`left` is their share): the next check is late or on request. */
  | { kind: 'saving'; left: number }
  /** The API objected only to blank fields: the next check follows when those change. */
  | { kind: 'blanks' }
  | { kind: 'checking' }
  | { kind: 'paused'; until: number }
  | { kind: 'offline' }
  // The phases below are results of a check of exactly the current values.
  | { kind: 'accepted'; at: number }
  /** Accepted so far, but required fields are blank. */
  | { kind: 'incomplete'; at: number }
  | { kind: 'rejected'; at: number; by: 'api' | 'proxy'; requestId: string | null }
  | { kind: 'not_onboarded'; requestId: string | null }
  | Extract<Verdict, { kind: 'forbidden' | 'failed' }>

export interface DryRunState {
  phase: Phase
  /** The newest answer. Its errors stay at fields that were not edited since. */
  checked: Checked | null
}

/** The state before any edit. */
export const IDLE: DryRunState = { phase: { kind: 'idle' }, checked: null }

const ANSWERED: ReadonlySet<Phase['kind']> = new Set(['accepted', 'incomplete', 'rejected', 'not_onboarded'])

export interface DryRun {
  /** Sets the current values after an edit. */
  update(subject: Subject): void
  /**
   * Checks without waiting for a pause in typing.
   * @param isAsked true after Continue or on Review: that uses a call even if few are left, leaving a field does not
   */
  hurry(isAsked?: boolean): void
  /** Checks again even if the answer is known. */
  again(): void
  /** Applies the verdict of a refused Create, which is about exactly the current values. */
  applyVerdict(verdict: Verdict): void
  /** @param left remaining share of the API budget, 0 to 1 */
  setBudget(left: number): void
  /** Pauses until the API accepts calls again. @param until milliseconds since the epoch */
  pause(until: number): void
  /** Continues after the tab was shown or the network returned. */
  wake(): void
  state(): DryRunState
  subscribe(listener: () => void): () => void
  /** Stops when the form is unmounted. A later `wake` continues. */
  stop(): void
}

/** Whether `checked` is about exactly the current values. */
export const isAnswered = ({ phase }: DryRunState): boolean => ANSWERED.has(phase.kind)

export const isNotOnboarded = (errors: readonly ResponseInfo[]): boolean =>
  errors.some(({ code }) => code === API_CODES.notOnboarded)

/** The phase after a check with this verdict. @param isComplete whether no required field is blank */
export const phaseOf = (
  verdict: Exclude<Verdict, { kind: 'limited' }>,
  at: number,
  isComplete: boolean,
): Phase => {
  switch (verdict.kind) {
    case 'accepted':
      return { kind: isComplete ? 'accepted' : 'incomplete', at }
    case 'rejected': {
      const { errors, requestId } = verdict
      if (isNotOnboarded(errors)) return { kind: 'not_onboarded', requestId }
      return { kind: 'rejected', at, requestId, by: errors.every(isOwn) ? 'proxy' : 'api' }
    }
    default:
      return verdict
  }
}

const isOwn = ({ code }: ResponseInfo): boolean => isOwnCode(code)
