/**
 * The frame of one field: label, hint, control, message. The hint stays while a message shows, and the message line
 * always takes its space, so nothing moves under the pointer. `children` receives the ARIA attributes of its control.
 */
import CircleAlert from 'lucide-react/icons/circle-alert'
import Info from 'lucide-react/icons/info'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import type { ReactNode } from 'react'

export type Tone = 'error' | 'warning' | 'info'

export interface Message {
  tone: Tone
  text: ReactNode
  /** A button that enters a valid value, or a link to the subject of the message. */
  action?: ReactNode
}

/** The line always takes its space, so that a new message moves nothing. */
export const MESSAGE_LINE = 'mt-2 mb-3 flex min-h-4 flex-wrap items-start gap-x-2 gap-y-1.5 text-xs text-fg-2'
const TEXTS: Record<Tone, string> = { error: 'text-danger', warning: 'text-warning', info: '' }

const ICONS = { error: CircleAlert, warning: TriangleAlert, info: Info }
/** Precedes the text: screen readers do not convey colour and icon. */
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

/** Attributes that link a control to its hint and message. `aria-invalid` is set only while an error shows. */
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
  /** Placed at the right of the label: a counter, a suggestion. */
  aux?: ReactNode
  message: Message | null
  /** True for a field that is not in a `Pair`. */
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

/** Cloudflare's field at the left, the router's at the right; stacked when narrow. */
export const Pair = ({ children }: { children: ReactNode }) => <div className="form-pair">{children}</div>

/** The line from a pair's left control to its right one, as in the diagram. Render it inside the left control. */
export const Wire = ({ kind }: { kind: 'internet' | 'tunnel' | 'bad' | 'none' }) => (
  <i className="form-wire" data-wire={kind} aria-hidden="true" />
)
