/** One text field of a route's form: label, hint, control and one message. */
import type { ReactNode } from 'react'
import type { Finding } from '../../contract/finding.ts'
import { messageOf } from '../form/field-message.tsx'
import type { PlacedError } from '../form/server-errors.ts'
import { Field } from '../ui/field.tsx'
import { TextInput } from '../ui/input.tsx'
import { useSpeaker } from '../use-speaker.tsx'
import { ROUTE_LABELS, type RouteField } from './route-values.ts'

const idOf = (field: RouteField): string => `route-${field}`

export const focusRouteField = (field: RouteField): void => document.getElementById(idOf(field))?.focus()

/** State and handlers that the fields of one form share. */
export interface RouteFieldState {
  valueOf(field: RouteField): string
  /** The findings to show at the field now. */
  findingsOf(field: RouteField): readonly Finding[]
  errorsOf(field: RouteField): readonly PlacedError[]
  change(field: RouteField, value: string): void
  leave(field: RouteField): void
  isReadOnly: boolean
}

interface RouteTextFieldProps {
  state: RouteFieldState
  field: RouteField
  hint: ReactNode
  optional?: boolean
  mono?: boolean
  /** True in a `Pair`. */
  isPaired?: boolean
  inputMode?: 'numeric'
  inputRef?: (element: HTMLInputElement | null) => void
}

export const RouteTextField = (props: RouteTextFieldProps) => {
  const { state, field, hint, optional = false, mono = false, isPaired = false, inputMode, inputRef } = props
  const speaker = useSpeaker()
  const findings = [...state.findingsOf(field)]
  const message = messageOf(
    { severity: findings[0]?.severity ?? null, findings, server: [...state.errorsOf(field)] },
    {
      speaker,
      onFix: (_finding, value) => {
        state.change(field, value)
        focusRouteField(field)
      },
    },
  )
  return (
    <Field
      id={idOf(field)}
      label={ROUTE_LABELS[field]}
      optional={optional}
      hint={hint}
      message={message}
      alone={!isPaired}
    >
      {(aria) => (
        <TextInput
          {...aria}
          ref={inputRef}
          mono={mono}
          inputMode={inputMode}
          tone={message?.tone}
          value={state.valueOf(field)}
          readOnly={state.isReadOnly}
          onChange={(event) => state.change(field, event.target.value)}
          onBlur={() => state.leave(field)}
        />
      )}
    </Field>
  )
}
