/** Every path of the app, built in one place. */
export const paths = {
  tunnels: '/tunnels',
  /** @param search as `formatView` writes it */
  list: (search: string) => `/tunnels${search === '' ? '' : `?${search}`}`,
  newTunnel: (step: string) => `/tunnels/new/${step}`,
  cloneTunnel: (id: string) => `/tunnels/new/basics?from=${id}`,
  tunnel: (id: string) => `/tunnels/${id}`,
  editTunnel: (id: string, step = 'basics') => `/tunnels/${id}/edit/${step}`,
  /** The tunnel's page with one of its dialogs open. */
  tunnelDialog: (id: string, dialog: 'change-key' | 'export' | 'delete') => `/tunnels/${id}#${dialog}`,
} as const
