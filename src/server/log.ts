/**
 * The log: JSON lines with the fields below and no others. Bodies, queries and headers are never logged, so
 * nothing has to be redacted by field name, which misses what it does not foresee.
 */

import type { Outcome } from '../contract/envelope.ts'

export type LogLine =
  | {
      event: 'request'
      id: string
      actor?: string
      method: string
      route: string
      status: number
      ms: number
    }
  | {
      event: 'upstream'
      row: string
      outcome: Outcome
      status: number | null
      ray: string | null
      fault: string | null
      ms: number
    }
  /** The API answered with a value that was not recognised: its field, never the value. */
  | { event: 'odd_field'; row: string; field: string }
  | { event: 'error'; id: string; kind: string }

export type Log = (line: LogLine) => void

/** @param write takes one line without its end; JSON escapes control characters, so a value cannot forge one */
export const createLog =
  (write: (line: string) => void, now: () => number): Log =>
  (line) =>
    write(JSON.stringify({ time: new Date(now()).toISOString(), ...line }))
