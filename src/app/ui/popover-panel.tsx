/** The panel of a popover. Loaded when the popover first opens. */
import type { ReactNode } from 'react'
import { POPOVER, usePopover } from './use-popover.ts'

interface PopoverPanelProps {
  label: string
  anchor: HTMLElement
  onClose(): void
  children: ReactNode
}

export const PopoverPanel = (props: PopoverPanelProps) => {
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
