/** What the dry-run is asked about the form's values. */
import { type FieldName, isBlank, missingFields, type TunnelValues } from '../../../contract/fields/table.ts'
import { keysOf, toWire } from '../../../contract/fields/wire.ts'
import type { Subject } from './state.ts'

interface Asked {
  /** Review's: with the keys. */
  full: boolean
  generatedPsk: string
  /** Where an edit leaves the API's own value. */
  keep: readonly string[]
  touched: ReadonlySet<FieldName>
  /** Fields with a local error. */
  wrong: readonly FieldName[]
}

export const subjectOf = (
  values: TunnelValues,
  { full, generatedPsk, keep, touched, wrong }: Asked,
): Subject => {
  const payload = {
    ...toWire(values, full ? keysOf(values, generatedPsk) : {}),
    ...(keep.length > 0 && { keep }),
  }
  return {
    payload,
    full,
    fingerprint: `${full ? 'full' : 'typing'} ${JSON.stringify(payload)}`,
    eligible: touched.size > 0 && wrong.every((field) => isBlank(field, values)),
    missing: missingFields(values).join(' '),
  }
}
