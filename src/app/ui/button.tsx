/**
 * Every button. `primary` once a page; `fix` is the small one beside a message; `text` sits beside a label.
 * A button that cannot be used says why: `disabledReason` keeps it focusable and describes it.
 */
import { type ComponentPropsWithRef, type ReactNode, useId } from 'react'

type Variant = 'primary' | 'secondary' | 'ghost' | 'fix' | 'text' | 'icon'

const LOOKS: Record<Variant, string> = {
  primary: 'btn btn-primary',
  secondary: 'btn',
  ghost: 'btn btn-ghost',
  fix: 'btn-fix',
  text: 'btn-text',
  icon: 'btn btn-ghost btn-icon',
}

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
