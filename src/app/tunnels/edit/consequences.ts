/** The effect of a changed field on the session and the router (docs/form.md, Edit and clone). */
import type { FieldName } from '../../../contract/fields/table.ts'

export interface Consequence {
  /** Whether the IPsec or BGP session ends and must come up again. */
  drops: boolean
  /** What to change on the router; null if nothing changes there. */
  router: string | null
}

const NOTHING: Consequence = { drops: false, router: null }

const CONSEQUENCES: Partial<Record<FieldName, Consequence>> = {
  cloudflare_endpoint: { drops: true, router: 'Set the IPsec peer to the new Cloudflare endpoint.' },
  customer_endpoint: { drops: true, router: 'The router must use this public IP for the tunnel.' },
  interface_address: {
    drops: true,
    router: 'Set the tunnel interface to the new address, and the BGP neighbour and routes with it.',
  },
  interface_address6: { drops: false, router: 'Set the IPv6 address of the tunnel interface.' },
  psk: { drops: true, router: 'Set the same pre-shared key.' },
  replay_protection: { drops: false, router: 'Set anti-replay to the same value.' },
  fqdn_id: { drops: true, router: 'Set the local IKE identity to the new name.' },
  customer_asn: { drops: true, router: 'Set the local AS number to the new ASN.' },
  md5_key: { drops: true, router: 'Set the same MD5 key for the BGP neighbour.' },
  health_target: { drops: false, router: 'The router must forward probes to this address.' },
}

export const consequenceOf = (field: FieldName): Consequence => CONSEQUENCES[field] ?? NOTHING

export const dropsSession = (fields: readonly FieldName[]): boolean =>
  fields.some((field) => consequenceOf(field).drops)
