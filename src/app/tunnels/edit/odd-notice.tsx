/** Above every step: values of the API that the form cannot represent, and what saving does with them. */
import { type FieldName, isBlank, isOn, rowOf } from '../../../contract/fields/table.ts'
import type { Base } from '../../form/form-start.ts'
import { Banner } from '../../ui/banner.tsx'
import { OddValue } from '../odd-value.tsx'
import { useEditedFields } from './use-edited-fields.ts'

export const OddNotice = ({ base }: { base: Base }) => {
  const edited = useEditedFields(base)
  const odd = base.odd.filter(({ isOff }) => !isOff)
  if (odd.length === 0) return null
  /** Without it nothing can be saved: the form has no value in its place. */
  const isNeeded = (field: FieldName) =>
    rowOf(field).required && isOn(field, base.values) && isBlank(field, base.values)
  return (
    <div className="mb-5">
      <Banner tone="warning" title="The API sent values that this form cannot represent">
        <p>Saving sends it back unchanged, unless you set the field yourself.</p>
        <ul className="mt-1 grid gap-1">
          {odd.map(({ place, value, fields }) => (
            <li key={place}>
              <span className="text-fg">{fields.map((field) => rowOf(field).term).join(', ')}:</span>{' '}
              <OddValue place={place} value={value} />{' '}
              {fields.some((field) => edited.includes(field)) ? (
                <strong className="font-medium">Replaced by what you set.</strong>
              ) : (
                fields.some(isNeeded) && (
                  <strong className="font-medium">Required: set it before you save.</strong>
                )
              )}
            </li>
          ))}
        </ul>
      </Banner>
    </div>
  )
}
