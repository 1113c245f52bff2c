/** The effect of a changed field on the session and the router (docs/form.md, Edit and clone). */
import { type FieldName, isBlank, isOn, type TunnelValues } from '../../../contract/fields/table.ts'
import type { Base } from '../../form/form-start.ts'
import type { Saved } from '../../state/saved-state.ts'
import { hasKey } from '../../state/state.ts'

export interface Consequence {
  /**
   * What the IPsec or BGP session does. `drops`: it ends, and comes up again once the router is changed. `starts`: there
   * is none yet. `ends`: it does not come up again.
   */
  session: 'drops' | 'starts' | 'ends' | null
  /** What to change on the router; null if nothing changes there. */
  router: string | null
}

const NOTHING: Consequence = { session: null, router: null }

/** The effect of another key where there was one. */
export const NEW_KEY: Consequence = { session: 'drops', router: 'Set the same pre-shared key.' }

const OF_A_VALUE: Partial<Record<FieldName, Consequence>> = {
  cloudflare_endpoint: { session: 'drops', router: 'Set the IPsec peer to the new Cloudflare endpoint.' },
  customer_endpoint: { session: 'drops', router: 'The router must use this public IP for the tunnel.' },
  interface_address: {
    session: 'drops',
    router: 'Set the tunnel interface to the new address, and the routes and any BGP neighbour with it.',
  },
  interface_address6: { session: null, router: 'Set the IPv6 address of the tunnel interface.' },
  psk: NEW_KEY,
  replay_protection: { session: null, router: 'Set anti-replay to the same value.' },
  fqdn_id: { session: 'drops', router: 'Set the local IKE identity to the new name.' },
  customer_asn: { session: 'drops', router: 'Set the local AS number to the new ASN.' },
  md5_key: { session: 'drops', router: 'Set the same MD5 key for the BGP neighbour.' },
  health_target: { session: null, router: 'The router must forward probes to this address.' },
}

/** Where the field is left empty. */
const OF_REMOVAL: Partial<Record<FieldName, Consequence>> = {
  customer_endpoint: {
    session: 'drops',
    router: 'A router that identifies itself by its public IP needs another IKE identity.',
  },
  interface_address6: { session: null, router: 'Remove the IPv6 address of the tunnel interface.' },
  fqdn_id: { session: 'drops', router: 'Set the local IKE identity to one that Cloudflare generated.' },
  md5_key: { session: 'drops', router: 'Remove the MD5 key of the BGP neighbour.' },
  health_target: NOTHING,
}

const BGP_ON: Consequence = {
  session: 'starts',
  router: 'Set up the BGP session with this ASN as the local AS number.',
}
const BGP_OFF: Consequence = {
  session: 'ends',
  router: 'Remove the BGP neighbour, and set static routes in its place.',
}

export const consequenceOf = (field: FieldName, { values: before, tunnel }: Base, after: TunnelValues) => {
  if (!isOn(field, after)) return field === 'customer_asn' ? BGP_OFF : NOTHING
  const removal = isBlank(field, after) ? OF_REMOVAL[field] : undefined
  const consequence = removal ?? OF_A_VALUE[field] ?? NOTHING
  const isFirst = !isOn(field, before) || (field === 'psk' && !hasKey(tunnel))
  if (!isFirst) return consequence
  if (field === 'customer_asn') return BGP_ON
  return consequence.session ? { ...consequence, session: 'starts' as const } : consequence
}

/** What the tunnel's page says after these changes. */
export const savedOf = (
  fields: readonly FieldName[],
  consequences: readonly Consequence[],
  at: number,
): Saved => ({
  fields,
  at,
  router: consequences.flatMap(({ router }) => router ?? []),
  isAwaited: consequences.some(({ session }) => session === 'drops' || session === 'starts'),
})
