/** The fields that an edit changes, and the values that it keeps as the API has them. */
import { FIELD_NAMES, type FieldName, type TunnelValues } from '../../contract/fields/table.ts'
import { isChanged } from '../../contract/fields/wire.ts'
import type { Base } from './form-start.ts'

/** Whether the value differs, or was set by the user in place of a value that the form cannot represent. */
export const isEdited = (
  field: FieldName,
  { values: before, odd }: Base,
  after: TunnelValues,
  touched: ReadonlySet<FieldName>,
): boolean =>
  isChanged(field, before, after) ||
  (touched.has(field) && odd.some(({ fields, isOff }) => !isOff && fields.includes(field)))

/** The edited fields in the order of the form. */
export const editedFields = (base: Base, after: TunnelValues, touched: ReadonlySet<FieldName>): FieldName[] =>
  FIELD_NAMES.filter((field) => isEdited(field, base, after, touched))

/** The paths where saving sends the API's own value: unrecognised values whose fields were not edited. */
export const keptPlaces = (
  base: Base | null,
  after: TunnelValues,
  touched: ReadonlySet<FieldName>,
): string[] =>
  (base?.odd ?? [])
    .filter(({ value, fields }) => {
      const isLeft = !fields.some((field) => base && isEdited(field, base, after, touched))
      return isLeft && value !== null
    })
    .map(({ place }) => place)
