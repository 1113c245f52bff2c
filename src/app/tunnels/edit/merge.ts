/** Compares the changes of two people to the same tunnel. */
import type { TunnelValues } from '../../../contract/fields/table.ts'
import { changedFields } from '../../../contract/fields/wire.ts'
import type { Conflict } from '../../form/form-start.ts'

/** The fields that the other person changed, and those that both changed differently. */
export const mergeOf = ({ was, theirs }: Conflict, mine: TunnelValues) => {
  const changedByThem = changedFields(was, theirs.values)
  const changedByMe = new Set(changedFields(was, mine))
  const apart = new Set(changedFields(theirs.values, mine))
  return {
    changedByThem,
    /** Both changed these to different values: the user must choose. */
    contested: changedByThem.filter((field) => changedByMe.has(field) && apart.has(field)),
  }
}
