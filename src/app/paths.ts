/** Every path of the app, built in one place. */
export const paths = {
  tunnels: '/tunnels',
  newTunnel: (step: string) => `/tunnels/new/${step}`,
  tunnel: (id: string) => `/tunnels/${id}`,
} as const
