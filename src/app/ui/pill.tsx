/** One sentence of status with its icon. With `action` it is a button, and `action` names what it does. */
import { type ReactNode, useState } from 'react'

export type PillTone = 'neutral' | 'success' | 'danger' | 'warning'

const TONES: Record<PillTone, string> = {
  neutral: 'border-line-strong text-fg-2',
  success: 'border-success/40 bg-success-tint text-success',
  danger: 'border-danger/40 bg-danger-tint text-danger',
  warning: 'border-warning/40 bg-warning-tint text-warning',
}

interface PillProps {
  tone: PillTone
  icon: ReactNode
  children: ReactNode
  action?: string | undefined
  onAction?: () => void
  className?: string
}

export const Pill = ({ tone, icon, children, action, onAction, className = '' }: PillProps) => {
  // Stays a button while it has the focus: replacing the element would lose the focus.
  const [hasFocus, setHasFocus] = useState(false)
  const look = `inline-flex min-h-7 min-w-0 items-center gap-2 rounded-full border px-2.5 text-left text-xs font-medium ${TONES[tone]} ${className}`
  const body = (
    <>
      <span className="flex-none">{icon}</span>
      <span className="min-w-0">{children}</span>
    </>
  )
  return action || hasFocus ? (
    <button
      type="button"
      className={look}
      aria-disabled={action ? undefined : true}
      onClick={action ? onAction : undefined}
      onFocus={() => setHasFocus(true)}
      onBlur={() => setHasFocus(false)}
    >
      {body}
      {action && <span className="border-l border-current/40 pl-2">{action}</span>}
    </button>
  ) : (
    <div className={look}>{body}</div>
  )
}
