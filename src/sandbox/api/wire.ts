/** A tunnel as reads return it: with defaults, without false flags, never with the PSK. */
import type { Tunnel } from '../../contract/tunnel.ts'
import { HEALTH_CHECK_DEFAULTS } from '../../contract/tunnel-values.ts'
import { recordFaultFor } from '../faults/faults.ts'
import { bgpStatusOf } from '../router/bgp.ts'
import type { StoredTunnel, World } from '../world/world.ts'

export interface View {
  world: World
  /** Milliseconds since the epoch. */
  now: number
  /** Whether the request has `x-magic-new-hc-target: true`: then the target is an object, else a string. */
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
    // A target that was not set is not shown as saved: Cloudflare's Terraform provider would report drift.
    target: objectTarget ? { ...(saved === undefined ? {} : { saved }), effective } : effective,
  }
}

/** The identities that Cloudflare generates (docs/api.md, IKE and IPsec); they contain the account's decimal number. */
const identities = (id: string, account: number): Tunnel['remote_identities'] => ({
  // In every answer in the documentation; its content is not described.
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
    // Reads omit false flags (docs/api.md, Fields), and no request can set `allow_null_cipher`.
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
 * A tunnel in a list or view. The name of the tunnel may be a fault that changes it; the fault of the world changes the
 * account's first tunnel.
 */
export const served = (tunnel: StoredTunnel, view: View): unknown => {
  const { fault, tunnels } = view.world
  const isFirst = tunnels[0]?.id === tunnel.id
  const change = recordFaultFor(tunnel.input.name) ?? (isFirst ? recordFaultFor(fault) : undefined)
  const read = toRead(tunnel, view)
  return change ? change(read) : read
}
