/** Pages of Cloudflare's dashboard; it asks for the account (docs/routes-and-health.md, Links into the dashboard). */
const to = (path: string): string => `https://dash.cloudflare.com/?to=/:account/${path}`

export const DASHBOARD = {
  tunnels: to('magic-networks/connections'),
  health: to('networking-insights/health'),
  analytics: to('networking-insights/analytics/network-analytics/transport-analytics/all-traffic'),
  alerts: to('notifications'),
  routes: to('magic-networks/routes'),
  tokens: to('api-tokens'),
  /** Not of an account: those of the user who opens it. */
  ownTokens: 'https://dash.cloudflare.com/profile/api-tokens',
} as const
