/** Says above a form that its reader may not send it, before they fill it in. */
import type { ReactNode } from 'react'
import { KNOWN_REFUSALS } from '../../contract/calls/known-refusals.ts'
import { Banner } from '../ui/banner.tsx'

interface WriteRefusalProps {
  /** As returned by `useWriteRefusal`; nothing is shown if it is undefined. */
  refusal: string | undefined
  /** The label of the button that sends the form. */
  button: string
  children?: ReactNode
}

export const WriteRefusal = ({ refusal, button, children }: WriteRefusalProps) =>
  refusal !== undefined && (
    <Banner tone="warning" title={refusal}>
      The button "{button}" stays disabled. {children}
      {refusal === KNOWN_REFUSALS.read_only.message &&
        ' The administrator of this server can change that: the setting is READ_ONLY.'}
    </Banner>
  )
