/** A switch of the tunnel form, with its warning if there is one. */
import type { ReactNode } from 'react'
import { type FieldName, rowOf, type TunnelValues } from '../../contract/fields/table.ts'
import { Changed } from '../ui/changed.tsx'
import { Switch } from '../ui/switch.tsx'
import { ChangedMark } from './changed-mark.tsx'
import { FieldMessageLine } from './field-message.tsx'
import { useTunnelForm, useValue } from './use-tunnel-form.tsx'

export type SwitchName = {
  [K in keyof TunnelValues]: TunnelValues[K] extends boolean ? K : never
}[keyof TunnelValues]

interface SwitchFieldProps {
  name: SwitchName
  /** The field whose label and messages it shows; a switch without a field needs `label`. */
  field?: FieldName
  label?: string
  hint: ReactNode
}

export const SwitchField = ({ name, field, label, hint }: SwitchFieldProps) => {
  const { register } = useTunnelForm()
  return (
    <div className="py-1">
      <Switch
        {...register(name)}
        id={name}
        label={label ?? (field ? rowOf(field).label : '')}
        hint={
          <>
            {hint} {field ? <ChangedMark field={field} /> : <SwitchedMark name={name} />}
          </>
        }
        aria-describedby={field ? `${name}-message` : undefined}
      />
      {field && <FieldMessageLine id={`${name}-message`} field={field} />}
    </div>
  )
}

/** The mark for a change of the switch itself, not of the other values of its row. */
const SwitchedMark = ({ name }: { name: SwitchName }) => {
  const { base } = useTunnelForm()
  const isOn = useValue(name)
  return base && base.values[name] !== isOn ? <Changed /> : null
}
