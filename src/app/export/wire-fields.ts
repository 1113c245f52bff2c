/**
 * Every writable field of a tunnel, read from what the API answers, with the API's own default where a read leaves
 * it out (docs/api.md, Fields and Health check). All formats are made from this list; the type checker refuses a
 * list that lacks a field of the wire shape.
 */
import type { WirePath } from '../../contract/fields/field.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { HEALTH_CHECK_DEFAULTS, savedTarget } from '../../contract/tunnel-values.ts'

/** Undefined where the tunnel has none. */
type Read = (tunnel: Tunnel) => unknown

/** For a field inside BGP: there is none while BGP is off. */
const inBgp =
  (read: (bgp: NonNullable<Tunnel['bgp']>) => unknown): Read =>
  ({ bgp }) =>
    bgp ? read(bgp) : undefined

export const WIRE_FIELDS: Record<WirePath, Read> = {
  name: ({ name }) => name,
  description: ({ description }) => description || undefined,
  cloudflare_endpoint: ({ cloudflare_endpoint }) => cloudflare_endpoint,
  customer_endpoint: ({ customer_endpoint }) => customer_endpoint || undefined,
  interface_address: ({ interface_address }) => interface_address,
  interface_address6: ({ interface_address6 }) => interface_address6 || undefined,
  // Never answered: docs/api.md, Pre-shared keys.
  psk: () => undefined,
  replay_protection: ({ replay_protection }) => replay_protection ?? false,
  automatic_return_routing: ({ automatic_return_routing }) => automatic_return_routing ?? false,
  'custom_remote_identities.fqdn_id': ({ custom_remote_identities }) =>
    custom_remote_identities?.fqdn_id || undefined,
  // Null where BGP has none: the field is required, and its loss must not pass unseen.
  'bgp.customer_asn': inBgp(({ customer_asn }) => customer_asn ?? null),
  'bgp.extra_prefixes': inBgp(({ extra_prefixes }) => extra_prefixes ?? []),
  'bgp.md5_key': inBgp(({ md5_key }) => md5_key || undefined),
  'bgp.import_filter_id': inBgp(({ import_filter_id }) => import_filter_id || undefined),
  'bgp.export_filter_id': inBgp(({ export_filter_id }) => export_filter_id || undefined),
  'health_check.enabled': ({ health_check }) => health_check?.enabled ?? true,
  'health_check.direction': ({ health_check }) => health_check?.direction ?? HEALTH_CHECK_DEFAULTS.direction,
  'health_check.type': ({ health_check }) => health_check?.type ?? HEALTH_CHECK_DEFAULTS.type,
  'health_check.rate': ({ health_check }) => health_check?.rate ?? HEALTH_CHECK_DEFAULTS.rate,
  'health_check.target.saved': ({ health_check }) => savedTarget(health_check?.target) || undefined,
  // The API computes it.
  'health_check.target.effective': () => undefined,
}

const WIRE_PATHS = Object.keys(WIRE_FIELDS) as WirePath[]

interface Nested {
  [key: string]: unknown
}

const put = (into: Nested, [key = '', ...rest]: string[], value: unknown): void => {
  if (rest.length === 0) {
    into[key] = value
    return
  }
  into[key] ??= {}
  put(into[key] as Nested, rest, value)
}

/** The tunnel as a create or an update takes it, every default explicit, without what is left out by name. */
export const configurationOf = (tunnel: Tunnel, without: readonly WirePath[] = []): Nested => {
  const whole: Nested = {}
  for (const path of WIRE_PATHS) {
    const value = without.includes(path) ? undefined : WIRE_FIELDS[path](tunnel)
    if (value !== undefined) put(whole, path.split('.'), value)
  }
  return whole
}
