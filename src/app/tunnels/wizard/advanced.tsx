/** Fields that few tunnels need. Opens automatically when one of them has a message. */
import { type ReactNode, useState } from 'react'
import { FIELD_NAMES, isBlank, isDefault, rowOf } from '../../../contract/fields/table.ts'
import { useValues, useView } from '../../form/use-tunnel-form.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'

const ADVANCED = FIELD_NAMES.filter((field) => rowOf(field).control === 'advanced')
const CONTENTS = ADVANCED.map((field) => rowOf(field).term).join(', ')

export const Advanced = ({ children }: { children: ReactNode }) => {
  const [isOpen, setIsOpen] = useState(false)
  const hasProblem = useView((view) => ADVANCED.some((field) => view.fields[field].severity === 'error'))
  const changed = useValues(
    (values) => ADVANCED.filter((field) => !isBlank(field, values) && !isDefault(field, values)).length,
  )
  return (
    <Disclosure
      title="Advanced"
      hint={CONTENTS}
      tag={changed > 0 ? `${changed} changed` : undefined}
      open={isOpen || hasProblem}
      onToggle={setIsOpen}
    >
      {children}
    </Disclosure>
  )
}
