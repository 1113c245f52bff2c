/** A native select in the frame of a control. */
import ChevronDown from 'lucide-react/icons/chevron-down'
import type { ComponentPropsWithRef } from 'react'

export const Select = ({ className = '', children, ...rest }: ComponentPropsWithRef<'select'>) => (
  <div className="control-frame min-w-0">
    <select {...rest} className={`truncate pr-5 ${className}`}>
      {children}
    </select>
    <ChevronDown
      aria-hidden="true"
      className="pointer-events-none absolute right-2.5 size-4 flex-none text-fg-2"
    />
  </div>
)
