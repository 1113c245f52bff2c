/** The actions on one tunnel, in the order of every menu. */
import { paths } from '../paths.ts'

export interface TunnelAction {
  label: string
  href: string
  /** Whether it changes something, which a viewer may not. */
  isWrite: boolean
  isDanger?: boolean
  /** More words that find it in the palette. */
  words?: string
}

export const actionsOf = (id: string): TunnelAction[] => [
  { label: 'Edit', href: paths.editTunnel(id), isWrite: true },
  { label: 'Clone', href: paths.cloneTunnel(id), isWrite: true },
  {
    label: 'Change key',
    href: paths.tunnelDialog(id, 'change-key'),
    isWrite: true,
    words: 'generate pre-shared psk',
  },
  {
    label: 'Export',
    href: paths.tunnelDialog(id, 'export'),
    isWrite: false,
    words: 'terraform hcl json csv curl',
  },
  { label: 'Delete', href: paths.tunnelDialog(id, 'delete'), isWrite: true, isDanger: true },
]
