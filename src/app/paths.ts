/** The address of every page that something links to. */
import { pathOf } from '../contract/pages.ts'

export const paths = {
  tunnels: pathOf('tunnels', {}),
  newTunnel: (step: string) => pathOf('newTunnelStep', { step }),
  tunnel: (id: string) => pathOf('tunnel', { id }),
} as const
