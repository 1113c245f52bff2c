/** What can be done with one tunnel, in the order of every menu that offers it. */
import { paths } from '../paths.ts'

export interface TunnelAction {
  label: string
  href: string
  /** Whether it changes something, so that a viewer cannot. */
  isWrite: boolean
  isDanger?: boolean
  /** What else one may look for it by. */
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
