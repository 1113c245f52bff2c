/** A one-line text control in its frame. Accepts every attribute of an input; `mono` is for machine-readable values. */
import type { ComponentPropsWithRef, ReactNode } from 'react'
import type { Tone } from './field.tsx'

interface TextInputProps extends ComponentPropsWithRef<'input'> {
  mono?: boolean
  tone?: Tone | undefined
  /** Inside the frame, after the text. */
  trailing?: ReactNode
}

export const TextInput = ({ mono, tone, trailing, className = '', ...rest }: TextInputProps) => (
  // Contained: a typed character lays out this control, not the page.
  <div className="control-frame contain-size contain-layout" data-tone={tone}>
    <input
      type="text"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      data-1p-ignore=""
      {...rest}
      className={`${mono ? 'mono' : ''} ${className}`}
    />
    {trailing}
  </div>
)
