/** A radio group in the tunnel form. */
import type { ReactNode } from 'react'
import { type FieldName, ownerOf } from '../../contract/fields/table.ts'
import { type Choice, ChoiceList } from '../ui/choice-list.tsx'
import { ChangedMark } from './changed-mark.tsx'
import { FieldMessageLine } from './field-message.tsx'
import { useTunnelForm } from './use-tunnel-form.tsx'

interface ChoiceFieldProps {
  name: 'psk_choice' | 'health_direction' | 'health_type' | 'health_rate'
  /** The field whose messages are shown below the choices; undefined if a control inside shows them. */
  field?: FieldName
  legend: string
  hint?: ReactNode
  layout?: 'stack' | 'row'
  choices: readonly Choice[]
  children?: ReactNode
}

export const ChoiceField = ({ name, field, children, ...list }: ChoiceFieldProps) => {
  const { register } = useTunnelForm()
  const { ref, ...registered } = register(name)
  return (
    <div id={name} className="scroll-mt-20">
      <ChoiceList
        {...list}
        hint={
          <>
            {list.hint} <ChangedMark field={ownerOf(name)} />
          </>
        }
        radio={(value) => ({ ...registered, ref, id: `${name}-${value}` })}
        {...(field ? { describedBy: `${name}-message` } : {})}
      >
        {children}
      </ChoiceList>
      {field && <FieldMessageLine id={`${name}-message`} field={field} />}
    </div>
  )
}
