import type { Finding } from '../contract/finding.ts'

/** A finding about a field of the tunnel (dotted name as in the API) or about a question (`answers.ID`). */
export interface HandoffFinding extends Finding {
  field: string
}
