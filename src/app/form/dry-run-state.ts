/** The dry-run as the page sees it: what it is asked, how a check ends, and the phase that every part reads. */
import type { ResponseInfo } from '../../contract/envelope.ts'
import { isOwnCode } from '../../contract/known-refusals.ts'

/** What is on the screen now. */
export interface Subject {
  payload: unknown
  /** Names the payload: equal text, equal question. */
  fingerprint: string
  /** Review's check: carries the keys, is always fresh and never remembered. */
  full: boolean
  /** No field that holds something has a local error, and something was touched. */
  eligible: boolean
  /** Required fields that are blank, joined. Empty when complete. */
  missing: string
}

/** An answer about the tunnel. */
export type Answer =
  | { kind: 'accepted'; messages: ResponseInfo[] }
  /** By the API, or by our own server, which then sent nothing: the errors' codes tell. */
  | { kind: 'rejected'; errors: ResponseInfo[]; messages: ResponseInfo[]; requestId: string | null }

/** Why a check got no answer. */
export type Failure = 'no_server' | 'server' | 'unreachable' | 'timeout' | 'unreadable' | 'resting'

/** How one check ended. */
export type Verdict =
  | Answer
  /** The rate limit stopped it; nothing was checked. `until` in milliseconds since the epoch. */
  | { kind: 'limited'; until: number }
  /** The caller or the server's token may not check. */
  | { kind: 'forbidden'; message: string; requestId: string | null }
  /** No usable answer. `message` is our own server's, where it has one. */
  | { kind: 'failed'; why: Failure; message: string | null; requestId: string | null }

/** The newest answer, which may be about an earlier text. Times are in milliseconds since the epoch. */
export interface Checked {
  verdict: Answer
  at: number
  full: boolean
}

/** The state of the dry-run. The pill, Review's verdict, the panel and the rail say nothing but this. */
export type Phase =
  /** Nothing to check yet. */
  | { kind: 'idle' }
  /** Edited since the last check; the next one follows. */
  | { kind: 'waiting' }
  /** Edited, but few API calls are left (`left` of 1): the next check comes late, or when asked for. */
  | { kind: 'saving'; left: number }
  /** The API named nothing but the blank fields: it is asked again when those change. */
  | { kind: 'blanks' }
  | { kind: 'checking' }
  | { kind: 'paused'; until: number }
  | { kind: 'offline' }
  // From here on: how the check of exactly this text ended.
  | { kind: 'accepted'; at: number }
  /** Accepted as far as it goes: required fields are blank. */
  | { kind: 'incomplete'; at: number }
  | { kind: 'rejected'; at: number; by: 'api' | 'proxy'; requestId: string | null }
  | { kind: 'not_onboarded'; requestId: string | null }
  | Extract<Verdict, { kind: 'forbidden' | 'failed' }>

export interface DryRunState {
  phase: Phase
  /** Its errors stay at the fields that have not been edited since. */
  checked: Checked | null
}

/** Before anything was typed. */
export const IDLE: DryRunState = { phase: { kind: 'idle' }, checked: null }

const ANSWERED: ReadonlySet<Phase['kind']> = new Set(['accepted', 'incomplete', 'rejected', 'not_onboarded'])

export interface DryRun {
  /** Tells what is on the screen after an edit. */
  update(subject: Subject): void
  /**
   * Checks without waiting for a pause in typing.
   * @param isAsked Continue was pressed or Review opened: that is worth a call when few are left, leaving a
   *   field is not
   */
  hurry(isAsked?: boolean): void
  /** Checks again even if the answer is known. */
  again(): void
  /** Create was refused: a verdict on exactly what is on the screen, from a better source. */
  tell(verdict: Verdict): void
  /** @param left what is left of the API budget, 0 to 1 */
  setBudget(left: number): void
  /** The API takes no calls until then, in milliseconds since the epoch. */
  pause(until: number): void
  /** The tab was shown or the network came back. */
  wake(): void
  state(): DryRunState
  subscribe(listener: () => void): () => void
  /** The form left the screen. A later `wake` takes the work up again. */
  stop(): void
}

/** `checked` is about exactly what is on the screen. */
export const isAnswered = ({ phase }: DryRunState): boolean => ANSWERED.has(phase.kind)

/** Cloudflare's code for an account without Magic WAN (docs/api.md, Envelope and errors). */
const NOT_ONBOARDED = 1012

export const isNotOnboarded = (errors: readonly ResponseInfo[]): boolean =>
  errors.some(({ code }) => code === NOT_ONBOARDED)

/** The phase after a check that ended so. @param isComplete no required field is blank */
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
