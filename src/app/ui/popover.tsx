/** A small panel of controls under the button that opens it. */
import { type ReactNode, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { POPOVER, usePopover } from './use-popover.ts'

interface PopoverProps {
  /** On the button, and the panel's name. */
  label: string
  icon?: ReactNode
  /** Behind the label: a count. */
  aux?: ReactNode
  children: ReactNode
}

const Panel = (props: { label: string; anchor: HTMLElement; onClose(): void; children: ReactNode }) => {
  const panel = usePopover(props.anchor, props.onClose)
  return (
    <div
      ref={panel}
      popover="auto"
      role="dialog"
      aria-label={props.label}
      className={`${POPOVER} w-72 max-w-[calc(100vw-1rem)] p-4`}
    >
      {props.children}
    </div>
  )
}

export const Popover = ({ label, icon, aux, children }: PopoverProps) => {
  const button = useRef<HTMLButtonElement>(null)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  /** The press that closes the panel is not one that opens it. */
  const wasOpen = useRef(false)
  return (
    <span className="contents">
      <Button
        ref={button}
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
      {anchor && (
        <Panel label={label} anchor={anchor} onClose={() => setAnchor(null)}>
          {children}
        </Panel>
      )}
    </span>
  )
}
