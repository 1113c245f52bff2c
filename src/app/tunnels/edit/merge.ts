/** Compares the changes of two people to the same tunnel. */
import { type FieldName, ownerOf, rowOf, type TunnelValues } from '../../../contract/fields/table.ts'
import { changedFields } from '../../../contract/fields/wire.ts'
import type { Conflict } from '../../form/form-start.ts'

/** The fields that the other person changed, and those that both changed differently. */
export const mergeOf = ({ was, theirs }: Conflict, mine: TunnelValues) => {
  const changedByThem = changedFields(was, theirs.values)
  const changedByMe = new Set(changedFields(was, mine))
  const apart = new Set(changedFields(theirs.values, mine))
  const bothChanged = changedByThem.filter((field) => changedByMe.has(field) && apart.has(field))
  /** They switched the field's part off, and only they touched that switch: my value would not be sent. */
  const isMoot = (field: FieldName): boolean => {
    const { part } = rowOf(field)
    return part !== null && !theirs.values[part] && !bothChanged.includes(ownerOf(part))
  }
  return {
    changedByThem,
    /** Both changed these to different values: the user must choose. */
    contested: bothChanged.filter((field) => !isMoot(field)),
  }
}
