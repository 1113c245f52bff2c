/** What became of a tunnel that two people changed at the same time. */
import type { TunnelValues } from '../../../contract/fields/table.ts'
import { changedFields } from '../../../contract/fields/wire.ts'
import type { Conflict } from '../../form/form-start.ts'

/** What both of them did, where they do not agree on it. */
export const mergeOf = ({ was, theirs }: Conflict, mine: TunnelValues) => {
  const changedByThem = changedFields(was, theirs.values)
  const changedByMe = new Set(changedFields(was, mine))
  const apart = new Set(changedFields(theirs.values, mine))
  return {
    changedByThem,
    /** Both changed these, and not to the same: somebody has to choose. */
    contested: changedByThem.filter((field) => changedByMe.has(field) && apart.has(field)),
  }
}
