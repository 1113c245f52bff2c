/** What a fault of the stand-in is; faults.ts has the table of all. */
import type { PageFault } from '../../contract/sandbox.ts'
import type { OddRecord } from './odd-records.ts'

/** What replaces or changes the ordinary answer. */
export type Effect =
  | { kind: 'wait'; ms: number }
  /** Never answers. */
  | { kind: 'hang' }
  /** Cuts the connection: before the call has an effect, after it had, or in the middle of the answer. */
  | { kind: 'cut'; when: 'before' | 'after' | 'inside' }
  /** Returns this answer and does nothing else. `date` in a header is replaced by the time in one minute. */
  | { kind: 'answer'; status: number; body: string; headers: Record<string, string> }
  /** Changes the type or parts of the text of the ordinary answer. */
  | { kind: 'distort'; type?: string; pattern?: RegExp; by?: string }
  /** Changes one tunnel in the answer to an odd form; see `served`. */
  | { kind: 'record'; change: OddRecord['change'] }
  /** Refuses the call when another write of the account is pending. */
  | { kind: 'lock' }
  /** Lists omit tunnels that were created less than this time ago. */
  | { kind: 'lag'; ms: number }

export interface Fault {
  what: string
  check?: Effect
  write?: Effect
  read?: Effect
  ask?: Effect
  /** A fault that the page simulates between itself and its server; the stand-in answers as usual. */
  page?: PageFault
}
