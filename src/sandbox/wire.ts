/** What a read of a tunnel looks like: defaults filled in, false flags absent, the key never there. */
import type { Tunnel } from '../contract/tunnel.ts'
import { savedTarget } from '../contract/tunnel-values.ts'
import { bgpStatusOf } from './bgp.ts'
import type { StoredTunnel, World } from './world.ts'

export interface View {
  world: World
  /** Milliseconds since the epoch. */
  now: number
  /** The request carried `x-magic-new-hc-target: true`: the target is an object, else a string. */
  objectTarget: boolean
}

const healthCheck = ({ input }: StoredTunnel, objectTarget: boolean): Tunnel['health_check'] => {
  const { enabled, direction, rate, type, target } = input.health_check ?? {}
  const saved = savedTarget(target)
  // "Defaults to the customer endpoint" (API page; docs/api.md, Contradictions between sources).
  const effective = saved || (input.customer_endpoint ?? '')
  return {
    enabled: enabled ?? true,
    // The API's default, not the dashboard's (docs/api.md, Contradictions between sources).
    direction: direction ?? 'unidirectional',
    rate: rate ?? 'mid',
    type: type ?? 'reply',
    target: objectTarget ? { saved, effective } : effective,
  }
}

/**
 * The identities that Cloudflare generates (docs/api.md, IKE and IPsec); the account's decimal number stands
 * in them.
 */
const identities = (id: string, account: number): Tunnel['remote_identities'] => ({
  // Part of every answer in the documentation; what it holds is not described.
  hex_id: '',
  fqdn_id: `${id}.${account}.ipsec.cloudflare.com`,
  user_id: `ipsec@${id}.${account}.ipsec.cloudflare.com`,
})

export const toRead = (tunnel: StoredTunnel, { world, now, objectTarget }: View): Tunnel => {
  const { input } = tunnel
  const status = bgpStatusOf(tunnel, now, world.pace)
  const { replay_protection, automatic_return_routing, bgp, health_check: _, ...plain } = input
  return {
    id: tunnel.id,
    ...plain,
    allow_null_cipher: false,
    // Reads leave false flags out (docs/api.md, Fields).
    ...(replay_protection ? { replay_protection } : {}),
    ...(automatic_return_routing ? { automatic_return_routing } : {}),
    ...(bgp ? { bgp: { ...bgp, extra_prefixes: bgp.extra_prefixes ?? [] } } : {}),
    ...(status ? { bgp_status: status } : {}),
    health_check: healthCheck(tunnel, objectTarget),
    psk_metadata: tunnel.psk_set_on === null ? {} : { last_generated_on: tunnel.psk_set_on },
    remote_identities: identities(tunnel.id, world.account_number),
    created_on: tunnel.created_on,
    modified_on: tunnel.modified_on,
  }
}
