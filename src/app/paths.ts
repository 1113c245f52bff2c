/** Paths of the pages that links use. */
import { pathOf } from '../contract/pages.ts'

export const paths = {
  tunnels: pathOf('tunnels', {}),
  /** @param search query as returned by `formatView` */
  list: (search: string) => `${pathOf('tunnels', {})}${search === '' ? '' : `?${search}`}`,
  routes: pathOf('routes', {}),
  newTunnel: (step: string) => pathOf('newTunnelStep', { step }),
  cloneTunnel: (id: string, step = 'basics') =>
    `${pathOf('newTunnelStep', { step })}?from=${encodeURIComponent(id)}`,
  tunnel: (id: string) => pathOf('tunnel', { id }),
  editTunnel: (id: string, step = 'basics') => pathOf('editTunnelStep', { id, step }),
  /** The tunnel's page with one of its dialogs open. */
  tunnelDialog: (id: string, dialog: 'change-key' | 'export' | 'delete') =>
    `${pathOf('tunnel', { id })}#${dialog}`,
} as const
