/** The fields that saving would change. */
import type { FieldName } from '../../../contract/fields/table.ts'
import { editedFields } from '../../form/edited.ts'
import type { Base } from '../../form/form-start.ts'
import { useValues, useView } from '../../form/use-tunnel-form.tsx'

export const useEditedFields = (base: Base): FieldName[] => {
  const touched = useView((view) => view.touched)
  // A string, so that equal results do not render again.
  const names = useValues((values) => editedFields(base, values, touched).join(' '))
  return names.split(' ').filter(Boolean) as FieldName[]
}
