/** What an edit changes, and what it leaves to the API's own value. */
import { FIELD_NAMES, type FieldName, type TunnelValues } from '../../contract/fields/table.ts'
import { isChanged } from '../../contract/fields/wire.ts'
import type { Base } from './form-start.ts'

/** A change, or a value set on purpose where the form shows a substitute for what came. */
export const isEdited = (
  field: FieldName,
  { values: before, odd }: Base,
  after: TunnelValues,
  touched: ReadonlySet<FieldName>,
): boolean =>
  isChanged(field, before, after) ||
  (touched.has(field) && odd.some(({ fields, isOff }) => !isOff && fields.includes(field)))

/** In the order of the screen. */
export const editedFields = (base: Base, after: TunnelValues, touched: ReadonlySet<FieldName>): FieldName[] =>
  FIELD_NAMES.filter((field) => isEdited(field, base, after, touched))

/** Where the API's own value is sent: at every odd place of which no field was edited. */
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
