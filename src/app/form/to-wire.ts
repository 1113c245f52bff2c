/** The one builder of every payload: the dry-run's, Review's, Create's and the request shown on the page. */
import { parseAsn } from '../../contract/rules-bgp.ts'
import type { TunnelDraft } from '../../contract/tunnel.ts'
import { allPrefixes, type TunnelValues } from './values.ts'

/** Keys to put into a payload. They travel only in Review's dry-run and in Create. */
export interface Keys {
  psk?: string
  md5_key?: string
}

/** The keys that creating would send: the own or the generated PSK, and the MD5 key while BGP is on. */
export const keysOf = (values: TunnelValues, generatedPsk: string): Keys => ({
  ...(values.psk_choice === 'generate' ? { psk: generatedPsk } : {}),
  ...(values.psk_choice === 'own' && values.psk !== '' ? { psk: values.psk } : {}),
  ...(values.bgp_enabled && values.md5_key !== '' ? { md5_key: values.md5_key } : {}),
})

const filled = <K extends string>(key: K, value: string): { [P in K]?: string } =>
  (value === '' ? {} : { [key]: value }) as { [P in K]?: string }

/**
 * Total: takes values in any state of completion. Blank optionals are left out, defaults are sent explicitly
 * because sources disagree about what the API assumes (facts C5), and a part that is switched off is not sent.
 * Surrounding blanks are trimmed everywhere but in keys, where they count.
 */
export const toWire = (values: TunnelValues, keys: Keys = {}): TunnelDraft => {
  const fqdn = values.fqdn_id.trim()
  return {
    ...filled('name', values.name.trim()),
    ...filled('description', values.description.trim()),
    ...filled('cloudflare_endpoint', values.cloudflare_endpoint.trim()),
    ...filled('customer_endpoint', values.customer_endpoint.trim()),
    ...filled('interface_address', values.interface_address.trim()),
    ...filled('interface_address6', values.interface_address6.trim()),
    ...(keys.psk === undefined ? {} : { psk: keys.psk }),
    replay_protection: values.replay_protection,
    automatic_return_routing: values.automatic_return_routing,
    ...(fqdn === '' ? {} : { custom_remote_identities: { fqdn_id: fqdn } }),
    ...(values.bgp_enabled ? { bgp: bgpOf(values, keys) } : {}),
    health_check: healthCheckOf(values),
  }
}

const bgpOf = (values: TunnelValues, keys: Keys): NonNullable<TunnelDraft['bgp']> => {
  const asn = parseAsn(values.customer_asn)
  const prefixes = allPrefixes(values)
  return {
    ...(asn === null ? {} : { customer_asn: asn }),
    ...(keys.md5_key === undefined ? {} : { md5_key: keys.md5_key }),
    ...(prefixes.length === 0 ? {} : { extra_prefixes: prefixes }),
  }
}

const healthCheckOf = (values: TunnelValues): NonNullable<TunnelDraft['health_check']> => {
  if (!values.health_enabled) return { enabled: false }
  const target = values.health_target.trim()
  return {
    enabled: true,
    direction: values.health_direction,
    type: values.health_type,
    rate: values.health_rate,
    ...(target === '' ? {} : { target: { saved: target } }),
  }
}
