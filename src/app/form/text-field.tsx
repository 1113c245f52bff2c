/** A text field of the tunnel form: label, hint, control and one message. */
import { type InputHTMLAttributes, type ReactNode, useState } from 'react'
import { tidyAddress } from '../../contract/address/typed-address.ts'
import { tidyText } from '../../contract/characters.ts'
import { type FieldName, rowOf, type TunnelValues, type ValueName } from '../../contract/fields/table.ts'
import { afterPress } from '../ui/after-press.ts'
import { Field, type Message } from '../ui/field.tsx'
import { TextInput } from '../ui/input.tsx'
import { useSpeaker } from '../use-speaker.tsx'
import { ChangedMark } from './changed-mark.tsx'
import { messageOf } from './field-message.tsx'
import { focusField } from './focus-field.ts'
import { isWholeText } from './input-kinds.ts'
import { useFieldView, useFill, useTunnelForm } from './use-tunnel-form.tsx'

/** Fields with a one-line text input. */
export type TextFieldName = {
  [K in FieldName & ValueName]: TunnelValues[K] extends string ? K : never
}[FieldName & ValueName]

/** After a paste, a drop or an autofill the field is judged without waiting for blur. */
const PASTE_JUDGED_AFTER_MS = 150

const LINE_BREAK: Message = {
  tone: 'warning',
  text: 'The pasted text had a line break. It became a space, which is part of the key',
}

interface TextFieldProps {
  field: TextFieldName
  hint: ReactNode
  mono?: boolean
  aux?: ReactNode
  trailing?: ReactNode
  /** Content between the control and its message. */
  below?: ReactNode
  /** Message shown while the value has no problem. */
  notice?: Message | null
  list?: string
  inputMode?: InputHTMLAttributes<HTMLInputElement>['inputMode']
  type?: 'text' | 'password'
  /** True for a field that is not in a `Pair`. */
  alone?: boolean
  /** Normalises the value when the field is left. */
  normalise?(text: string): string
}

export const TextField = ({
  field,
  hint,
  mono,
  aux,
  trailing,
  below,
  notice,
  alone,
  normalise,
  ...input
}: TextFieldProps) => {
  const { form, register, setValue, feedback } = useTunnelForm()
  const fill = useFill()
  const view = useFieldView(field)
  const speaker = useSpeaker()
  const { label, required, secret } = rowOf(field)

  const [hadLineBreak, setHadLineBreak] = useState(false)

  const tidied = normalise ?? (mono ? tidyAddress : tidyText)

  const leave = () => {
    const typed = form.getValues(field)
    // Spaces at the ends of a key are part of it.
    const tidy = secret ? typed : tidied(typed)
    setValue(field, tidy)
    afterPress(() => feedback.left(field))
  }
  const { ref, name, onChange, onBlur } = register(field)
  const take = (data: DataTransfer) => {
    // The browser removes a line break at the end, and replaces one inside by a space, which changes a key.
    const isBroken = secret && /[\r\n]+[^\r\n]/.test(data.getData('text'))
    if (isBroken) window.setTimeout(() => setHadLineBreak(true), PASTE_JUDGED_AFTER_MS)
  }
  const found = messageOf(view, {
    speaker,
    onFix: ({ fix }, value) => {
      if (fix?.field) {
        fill(field, '')
        fill(fix.field, value)
        return focusField(fix.field)
      }
      fill(field, value)
      if (field === 'md5_key') setValue('md5_key_lost', false)
      form.setFocus(field)
    },
  })
  const message = hadLineBreak && found?.tone !== 'error' ? LINE_BREAK : (found ?? notice ?? null)
  return (
    <Field
      id={field}
      label={label}
      optional={!required && field !== 'psk'}
      mark={<ChangedMark field={field} />}
      hint={hint}
      aux={aux}
      message={message}
      alone={alone ?? false}
    >
      {(aria) => (
        <div>
          <TextInput
            {...aria}
            {...input}
            ref={ref}
            name={name}
            mono={mono ?? false}
            tone={message?.tone}
            trailing={trailing}
            onChange={(event) => {
              if (hadLineBreak) setHadLineBreak(false)
              if (isWholeText(event.nativeEvent)) {
                window.setTimeout(() => feedback.pasted(field), PASTE_JUDGED_AFTER_MS)
              }
              return onChange(event)
            }}
            onBlur={(event) => {
              void onBlur(event)
              leave()
            }}
            onPaste={(event) => take(event.clipboardData)}
            onDrop={(event) => take(event.dataTransfer)}
          />
          {below}
        </div>
      )}
    </Field>
  )
}
