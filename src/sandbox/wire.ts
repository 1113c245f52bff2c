/** What a read of a tunnel looks like: defaults filled in, false flags absent, the key never there. */
import type { Tunnel } from '../contract/tunnel.ts'
import { HEALTH_CHECK_DEFAULTS } from '../contract/tunnel-values.ts'
import { bgpStatusOf } from './bgp.ts'
import { recordFaultFor } from './faults.ts'
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
  const saved = target?.saved
  // "Defaults to the customer endpoint" (API page; docs/api.md, Health check).
  const effective = saved || (input.customer_endpoint ?? '')
  return {
    enabled: enabled ?? HEALTH_CHECK_DEFAULTS.enabled,
    direction: direction ?? HEALTH_CHECK_DEFAULTS.direction,
    rate: rate ?? HEALTH_CHECK_DEFAULTS.rate,
    type: type ?? HEALTH_CHECK_DEFAULTS.type,
    // Where nothing was saved, nothing is shown as saved: Cloudflare's Terraform provider would see drift.
    target: objectTarget ? { ...(saved === undefined ? {} : { saved }), effective } : effective,
  }
}

/** The identities that Cloudflare generates (docs/api.md, IKE and IPsec); they contain the account's decimal number. */
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
    // Reads leave false flags out (docs/api.md, Fields), and no request can set `allow_null_cipher`.
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

/**
 * What a list or a view serves: the read, or an odd one on purpose. A tunnel with a fault's name is served so, and
 * where the world is set to one, the account's first tunnel is.
 */
export const served = (tunnel: StoredTunnel, view: View): unknown => {
  const { fault, tunnels } = view.world
  const isFirst = tunnels[0]?.id === tunnel.id
  const change = recordFaultFor(tunnel.input.name) ?? (isFirst ? recordFaultFor(fault) : undefined)
  const read = toRead(tunnel, view)
  return change ? change(read) : read
}
