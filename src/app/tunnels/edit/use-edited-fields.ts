/** The fields that saving would change. */
import type { FieldName } from '../../../contract/fields/table.ts'
import { editedFields } from '../../form/edited.ts'
import type { Base } from '../../form/form-start.ts'
import { useValues, useView } from '../../form/use-tunnel-form.tsx'

export const useEditedFields = (base: Base): FieldName[] => {
  const values = useValues((all) => all)
  const touched = useView((view) => view.touched)
  return editedFields(base, values, touched)
}
