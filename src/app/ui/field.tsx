/**
 * The frame of one field: label, hint, control, message. The hint stays when a message shows, and the message's
 * line is always there, so nothing moves under the pointer. The control gets its aria attributes by `describe`.
 */
import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export type Tone = 'error' | 'warning' | 'info'

export interface Message {
  tone: Tone
  text: ReactNode
  /** A button with the value that would be right, or a link to what the message is about. */
  action?: ReactNode
}

/** Always there, so that a message that comes moves nothing. */
export const MESSAGE_LINE = 'mt-2 mb-3 flex min-h-4 flex-wrap items-start gap-x-2 gap-y-1.5 text-xs text-fg-2'
const TEXTS: Record<Tone, string> = { error: 'text-danger', warning: 'text-warning', info: '' }

const ICONS = { error: CircleAlert, warning: TriangleAlert, info: Info }
/** Said before the text, for those who cannot see tone and shape. */
const PREFIXES = { error: 'Error: ', warning: 'Check: ', info: '' }

export const MessageLine = ({ id, message }: { id?: string; message: Message | null }) => {
  const Icon = message && ICONS[message.tone]
  return (
    <div id={id} className={MESSAGE_LINE}>
      {message && Icon && (
        <>
          <span className={`flex min-w-0 gap-1.5 ${TEXTS[message.tone]}`}>
            <Icon aria-hidden="true" className="size-4 flex-none" strokeWidth={1.75} />
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <span className={message.tone === 'warning' ? undefined : 'sr-only'}>
                {PREFIXES[message.tone]}
              </span>
              {message.text}
            </span>
          </span>
          {message.action}
        </>
      )}
    </div>
  )
}

/** What ties a control to its hint and message. `aria-invalid` only while an error shows. */
export interface ControlAria {
  id: string
  'aria-describedby': string
  'aria-invalid': true | undefined
}

interface FieldProps {
  id: string
  label: string
  optional?: boolean
  hint?: ReactNode
  /** Follows the label and describes the control. */
  mark?: ReactNode
  /** Is at the right of the label: a counter, a suggestion. */
  aux?: ReactNode
  message: Message | null
  /** Is alone rather than part of a Pair. */
  alone?: boolean
  children(aria: ControlAria): ReactNode
}

export const Field = ({ id, label, optional, mark, hint, aux, message, alone, children }: FieldProps) => (
  <div className={alone ? 'form-field-alone' : 'form-field'}>
    <div className="flex min-h-5 items-center justify-between gap-3">
      <span className="flex flex-wrap items-center gap-x-2">
        <label htmlFor={id} className="font-medium">
          {label}
          {optional && <span className="font-normal text-fg-3"> (optional)</span>}
        </label>
        <span id={`${id}-mark`}>{mark}</span>
      </span>
      {aux}
    </div>
    <p id={`${id}-hint`} className="text-xs text-fg-2 text-pretty">
      {hint}
    </p>
    {children({
      id,
      'aria-describedby': `${id}-mark ${id}-hint ${id}-message`,
      'aria-invalid': message?.tone === 'error' || undefined,
    })}
    <MessageLine id={`${id}-message`} message={message} />
  </div>
)

/** Cloudflare's field at the left, the router's at the right; stacks when narrow. */
export const Pair = ({ children }: { children: ReactNode }) => <div className="form-pair">{children}</div>

/** The line from a pair's left control to its right one: the form is the diagram. Put it into a control. */
export const Wire = ({ kind }: { kind: 'internet' | 'tunnel' | 'bad' | 'none' }) => (
  <i className="form-wire" data-wire={kind} aria-hidden="true" />
)
