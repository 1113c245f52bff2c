/** What the search compares of a tunnel. */
import type { Tunnel } from '../../../contract/tunnel.ts'
import { createSearch, type Indexed, rangesOf, type Search, searchedText } from '../../table/search.ts'

// Computed once for each tunnel: a poll without changes keeps the same objects.
const known = new WeakMap<Tunnel, Indexed>()

export const indexOfTunnel = (tunnel: Tunnel): Indexed => {
  const before = known.get(tunnel)
  if (before) return before
  const { bgp } = tunnel
  const addresses = [
    tunnel.interface_address,
    tunnel.interface_address6,
    tunnel.cloudflare_endpoint,
    tunnel.customer_endpoint,
    ...(bgp?.extra_prefixes ?? []),
  ].filter((text) => text != null)
  const text = searchedText([
    tunnel.name,
    tunnel.description,
    ...addresses,
    bgp?.customer_asn != null && `AS${bgp.customer_asn}`,
    tunnel.custom_remote_identities?.fqdn_id,
    tunnel.id,
  ])
  const index: Indexed = { text, addresses, ranges: rangesOf(addresses) }
  known.set(tunnel, index)
  return index
}

/** Finds tunnels by every text in them, and by their interface address, endpoints and extra prefixes. */
export const createTunnelSearch = <T>(items: readonly T[], tunnelOf: (item: T) => Tunnel): Search<T> =>
  createSearch(items, (item) => indexOfTunnel(tunnelOf(item)))
