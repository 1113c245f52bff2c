/** The menu of one row: what can be done with its tunnel. Loads when it is first opened. */
import { useLayoutEffect, useState } from 'react'
import { isolated } from '../../../contract/characters.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { focusPageHeading } from '../../page-heading.ts'
import { announce } from '../../ui/live-region.tsx'
import { Menu } from '../../ui/menu.tsx'
import { actionsOf } from '../tunnel-actions.ts'

interface RowMenuProps {
  tunnel: Tunnel
  /** The tunnel's place in the list now; negative if the list no longer shows it. */
  index: number
  /** The button that opened it. */
  anchor: HTMLElement
  /** Why changes are disabled; undefined if they are not. */
  refusal: string | undefined
  onClose(): void
  /** @param href the path of the page of the chosen action */
  onOpen(href: string): void
}

/** The menu button in that row, if it is in view. */
const buttonAt = (index: number): HTMLElement | null => {
  const button = document.querySelector<HTMLElement>(`[data-index="${index}"] [aria-haspopup="menu"]`)
  const { top, bottom } = button?.getBoundingClientRect() ?? { top: 0, bottom: -1 }
  return top < window.innerHeight && bottom > 0 ? button : null
}

export const RowMenu = ({ tunnel, index, anchor, refusal, onClose, onOpen }: RowMenuProps) => {
  const [button, setButton] = useState(anchor)
  const { name } = tunnel
  // A poll may move the row, and the table reuses its elements for other tunnels.
  useLayoutEffect(() => {
    const now = buttonAt(index)
    if (now) return setButton(now)
    focusPageHeading()
    announce(`${isolated(name)} ${index < 0 ? 'is no longer' : 'has moved'} in the list`)
    onClose()
  }, [index, name, onClose])
  return (
    <Menu
      label={`Actions for ${name}`}
      anchor={button}
      onClose={onClose}
      items={actionsOf(tunnel.id).map(({ label, href, isWrite, isDanger = false }) => ({
        label,
        href,
        isDanger,
        disabledReason: isWrite ? refusal : undefined,
        onSelect: () => onOpen(href),
      }))}
    />
  )
}
