/** The menu of one row: what can be done with its tunnel. Loads when it is first opened. */
import type { Tunnel } from '../../../contract/tunnel.ts'
import { Menu } from '../../ui/menu.tsx'
import { actionsOf } from '../tunnel-actions.ts'

interface RowMenuProps {
  tunnel: Tunnel
  /** The button that opened it. */
  anchor: HTMLElement
  /** Why changes are disabled; undefined if they are not. */
  refusal: string | undefined
  onClose(): void
  /** @param href the path of the page of the chosen action */
  onOpen(href: string): void
}

export const RowMenu = ({ tunnel, anchor, refusal, onClose, onOpen }: RowMenuProps) => (
  <Menu
    label={`Actions for ${tunnel.name}`}
    anchor={anchor}
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
