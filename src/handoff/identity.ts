/**
 * IKE identities that Cloudflare accepts from a router, as read from the tunnel (docs/api.md, IKE and IPsec).
 */
import { parseIpv4 } from '../contract/address.ts'
import type { Tunnel } from '../contract/tunnel.ts'

export type IdentityKind = 'fqdn' | 'email' | 'keyid' | 'ipv4'

export interface Identity {
  kind: IdentityKind
  value: string
}

/** All identities of the tunnel. A custom one comes first, because a person chose it. */
export const identitiesOf = (tunnel: Tunnel): Identity[] => {
  const { custom_remote_identities: custom, remote_identities: generated } = tunnel
  const all: [IdentityKind, string | null | undefined][] = [
    ['fqdn', custom?.fqdn_id],
    ['fqdn', generated?.fqdn_id],
    ['email', generated?.user_id],
    ['keyid', generated?.hex_id],
    ['ipv4', tunnel.customer_endpoint],
  ]
  return all.flatMap(([kind, value]) => (value ? [{ kind, value }] : []))
}

/** The kind of an identity, from its form: an address, `user@name`, a name with a dot, or a key id. */
export const kindOf = (value: string): IdentityKind => {
  if (parseIpv4(value) !== null) return 'ipv4'
  if (value.includes('@')) return 'email'
  return value.includes('.') ? 'fqdn' : 'keyid'
}
