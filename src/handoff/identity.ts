/** IKE identities that Cloudflare accepts from a router (docs/api.md, IKE and IPsec). Read, never made up. */
import { parseIpv4 } from '../contract/address.ts'
import type { Tunnel } from '../contract/tunnel.ts'

export type IdentityKind = 'fqdn' | 'email' | 'keyid' | 'ipv4'

export interface Identity {
  kind: IdentityKind
  value: string
}

/** Every identity of the tunnel, a custom one first: it is the one that somebody chose. */
export const identitiesOf = (tunnel: Tunnel): Identity[] => {
  const { custom_remote_identities: custom, remote_identities: made } = tunnel
  const all: [IdentityKind, string | null | undefined][] = [
    ['fqdn', custom?.fqdn_id],
    ['fqdn', made?.fqdn_id],
    ['email', made?.user_id],
    ['keyid', made?.hex_id],
    ['ipv4', tunnel.customer_endpoint],
  ]
  return all.flatMap(([kind, value]) => (value ? [{ kind, value }] : []))
}

/** The kind that an identity is by its form: an address, a user at a name, a name, or a plain key. */
export const kindOf = (value: string): IdentityKind => {
  if (parseIpv4(value) !== null) return 'ipv4'
  if (value.includes('@')) return 'email'
  return value.includes('.') ? 'fqdn' : 'keyid'
}
