/** The parts of a diagnosis, and the sources of its sentences. */

const DOCS = 'https://developers.cloudflare.com/cloudflare-wan'

const SOURCES = {
  ipsec: { title: 'GRE and IPsec tunnels', href: `${DOCS}/reference/gre-ipsec-tunnels/` },
  endpoints: {
    title: 'Configure tunnel endpoints',
    href: `${DOCS}/configuration/how-to/configure-tunnel-endpoints/`,
  },
  routes: { title: 'Configure routes', href: `${DOCS}/configuration/how-to/configure-routes/` },
  health: { title: 'Troubleshoot tunnel health', href: `${DOCS}/troubleshooting/tunnel-health/` },
  probes: {
    title: 'Tunnel health checks',
    href: `${DOCS}/reference/tunnel-health-checks/`,
  },
  api: {
    title: 'API: IPsec tunnels',
    href: 'https://developers.cloudflare.com/api/resources/magic_transit/subresources/ipsec_tunnels/methods/create/',
  },
  md5: { title: 'RFC 2385', href: 'https://www.rfc-editor.org/rfc/rfc2385' },
  bgp: { title: 'RFC 4271, 8.2', href: 'https://www.rfc-editor.org/rfc/rfc4271#section-8.2' },
} as const

export type SourceName = keyof typeof SOURCES

export const sourceOf = (name: SourceName): { title: string; href: string } => SOURCES[name]

/** Controls of the page that perform a step. */
export type StepAction = 'change_key' | 'edit_bgp' | 'edit_health' | 'router_side'

export interface Point {
  text: string
  source: SourceName
}

export interface Step extends Point {
  title: string
  action?: StepAction
}

export interface Diagnosis {
  known: Point | null
  suggests: Point | null
  steps: Step[]
}

export const NOTHING: Diagnosis = { known: null, suggests: null, steps: [] }
