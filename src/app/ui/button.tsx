/**
 * Every button. `primary` is used once per page; `fix` is the small button beside a message; `text` is the one beside
 * a label. `disabledReason` disables the button, keeps it focusable and describes why it cannot be used.
 */
import { type ComponentPropsWithRef, type ReactNode, useId } from 'react'

export type Variant = 'primary' | 'secondary' | 'ghost' | 'fix' | 'text' | 'icon'

const BOX =
  'inline-flex items-center justify-center gap-2 rounded-control border font-medium whitespace-nowrap no-underline transition-colors duration-120 ease-(--ease) hover:no-underline aria-disabled:cursor-not-allowed aria-disabled:text-fg-3'
const TALL = 'h-9 px-3 max-sm:h-11'
const GHOST = 'border-transparent text-fg-2 hover:bg-raised hover:text-fg'
/** The weight is a property: the utility also sets a variable, and Chromium then computes the style twice. */
const SMALL = 'min-h-6 text-xs [font-weight:500]'

const LOOKS: Record<Variant, string> = {
  primary: `${BOX} ${TALL} border-primary bg-primary text-on-primary hover:bg-primary/86 aria-disabled:border-line-strong aria-disabled:bg-raised`,
  secondary: `${BOX} ${TALL} border-line-strong bg-surface text-fg hover:bg-raised`,
  ghost: `${BOX} ${TALL} ${GHOST}`,
  icon: `${BOX} ${GHOST} size-8 flex-none max-sm:size-11`,
  fix: `${SMALL} -my-1 inline-flex items-center gap-1.5 rounded-control border border-line-strong bg-surface px-2 text-fg [overflow-wrap:anywhere] hover:bg-raised`,
  text: `${SMALL} -my-0.5 text-accent hover:underline aria-disabled:cursor-not-allowed aria-disabled:text-fg-3 aria-disabled:no-underline`,
}

/** Class names that make a link look like a button. */
export const buttonLook = (variant: 'primary' | 'secondary'): string => LOOKS[variant]

interface ButtonProps extends ComponentPropsWithRef<'button'> {
  variant?: Variant
  disabledReason?: string | undefined
  children: ReactNode
}

export const Button = ({
  variant = 'secondary',
  disabledReason,
  className = '',
  onClick,
  type = 'button',
  children,
  ...rest
}: ButtonProps) => {
  const reasonId = useId()
  const isDisabled = disabledReason !== undefined
  return (
    <>
      <button
        type={type}
        {...rest}
        className={`${LOOKS[variant]} ${className}`}
        {...(isDisabled
          ? { 'aria-disabled': true, 'aria-describedby': reasonId, title: disabledReason }
          : {})}
        onClick={(event) => (isDisabled ? event.preventDefault() : onClick?.(event))}
      >
        {children}
      </button>
      {isDisabled && (
        <span id={reasonId} className="sr-only">
          {disabledReason}
        </span>
      )}
    </>
  )
}
