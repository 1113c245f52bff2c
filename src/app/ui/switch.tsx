/** An on/off control with its label at the left and the switch at the right. */
import { type ComponentPropsWithRef, type ReactNode, useId } from 'react'

interface SwitchProps extends ComponentPropsWithRef<'input'> {
  label: string
  hint?: ReactNode
}

export const Switch = ({ label, hint, id, ...rest }: SwitchProps) => {
  const fallback = useId()
  const own = id ?? fallback
  return (
    <div className="flex items-start justify-between gap-6">
      <div className="min-w-0">
        <label htmlFor={own} className="font-medium">
          {label}
        </label>
        <p id={`${own}-hint`} className="text-xs text-fg-2 text-pretty">
          {hint}
        </p>
      </div>
      <input
        {...rest}
        id={own}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox exposes its own state
        role="switch"
        aria-describedby={`${own}-hint ${rest['aria-describedby'] ?? ''}`.trim()}
        className="switch-input mt-1"
      />
    </div>
  )
}
