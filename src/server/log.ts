/**
 * The log: JSON lines with the fields below and no others. Bodies, queries and headers are never logged, so no line
 * needs redaction by field name, which would miss unexpected fields.
 */

import type { Outcome } from '../contract/envelope.ts'
import { visibleJson } from '../contract/visible.ts'

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
  /** The API returned a value that is not recognised. Only the field is logged, never the value. */
  | { event: 'odd_field'; row: string; field: string }
  | { event: 'error'; id: string; kind: string }

export type Log = (line: LogLine) => void

/** @param write gets one line without line break: everything that could end or reorder it is escaped */
export const createLog =
  (write: (line: string) => void, now: () => number): Log =>
  (line) =>
    write(visibleJson({ time: new Date(now()).toISOString(), ...line }, 0))
