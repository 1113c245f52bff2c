/** Tells the pages of a tunnel that it was just changed here. A separate module, because the form does not need it. */
import type { FieldName, TunnelValues } from '../../../contract/fields/table.ts'
import type { Base } from '../../form/form-start.ts'
import type { Saved } from '../../state/saved-state.ts'
import { ignoreOwnChange } from '../last-look.ts'
import { reportOwnChange } from '../own-change.ts'
import { consequenceOf, savedOf } from './consequences.ts'

export const reportSaved = (base: Base, after: TunnelValues, fields: readonly FieldName[]): Saved => {
  const { id } = base.tunnel
  const saved = savedOf(
    fields,
    fields.map((field) => consequenceOf(field, base, after)),
    Date.now(),
  )
  reportOwnChange(id, saved)
  ignoreOwnChange(id, fields)
  return saved
}
