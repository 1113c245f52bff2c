/** What the dry-run is asked, what it answers, and what there is to show of it. */
import type { ResponseInfo } from '../../contract/envelope.ts'

/** How one check ended. */
export type Verdict =
  | { kind: 'accepted'; messages: ResponseInfo[] }
  | { kind: 'rejected'; errors: ResponseInfo[]; messages: ResponseInfo[]; requestId: string | null }
  /** The rate limit stopped it; nothing was checked. */
  | { kind: 'limited'; retryAfterS: number }
  /** No usable answer: offline, too late, or a broken server. */
  | { kind: 'unreachable'; requestId: string | null }
  /** The caller or the server's token may not check. */
  | { kind: 'forbidden'; message: string; requestId: string | null }

/** What stands on the screen now. */
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

/** What came of the newest check whose answer counts. */
export interface Checked {
  verdict: Verdict
  /** Milliseconds since the epoch. */
  at: number
  fingerprint: string
  complete: boolean
  full: boolean
  /** It was no dry-run: creating was refused. */
  byCreate?: true
}

export interface DryRunState {
  checked: Checked | null
  /** `checked` is about exactly what stands on the screen. */
  current: boolean
  /** When the check under way was sent, in milliseconds since the epoch; null when none is. */
  runningSince: number | null
  /** Checks wait until then because of the rate limit; null while they do not. */
  pausedUntil: number | null
  offline: boolean
  budget: Budget
  /** What is left of the API budget, 0 to 1. */
  budgetLeft: number
  /** The API has named nothing but the fields that are still blank: it is asked again when that changes. */
  waitsForBlanks: boolean
}

export type Budget = 'green' | 'amber' | 'red'

/** Before anything was typed. */
export const IDLE: DryRunState = {
  checked: null,
  current: false,
  runningSince: null,
  pausedUntil: null,
  offline: false,
  budget: 'green',
  budgetLeft: 1,
  waitsForBlanks: false,
}
