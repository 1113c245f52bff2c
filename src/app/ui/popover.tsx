/** A small panel of controls under the button that opens it. */
import { type ReactNode, Suspense, useRef, useState } from 'react'
import { Button, type Variant } from './button.tsx'
import { lazyPart } from './lazy-part.ts'

const PopoverPanel = lazyPart(async () => (await import('./popover-panel.tsx')).PopoverPanel)

interface PopoverProps {
  /** Text of the button and accessible name of the panel. */
  label: string
  icon?: ReactNode
  /** Placed after the label: a count. */
  aux?: ReactNode
  variant?: Variant
  children: ReactNode
}

export const Popover = ({ label, icon, aux, variant = 'secondary', children }: PopoverProps) => {
  const button = useRef<HTMLButtonElement>(null)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  /** A press on the button while the panel is open closes the panel; its click must not open the panel again. */
  const wasOpen = useRef(false)
  return (
    <span className="contents">
      <Button
        ref={button}
        variant={variant}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onPointerDown={() => {
          wasOpen.current = anchor !== null
        }}
        onClick={() => {
          setAnchor(wasOpen.current ? null : button.current)
          wasOpen.current = false
        }}
      >
        {icon}
        {label}
        {aux}
      </Button>
      <Suspense>
        {anchor && (
          <PopoverPanel label={label} anchor={anchor} onClose={() => setAnchor(null)}>
            {children}
          </PopoverPanel>
        )}
      </Suspense>
    </span>
  )
}
