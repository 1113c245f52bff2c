/** A tunnel's two ends with its state on the line between them. */
import { endsOfText } from '../../../contract/address.ts'
import { BGP } from '../../../contract/bgp.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'
import type { StateKind, TunnelState } from '../../state/state.ts'
import { LinkDiagram, type LinkState } from '../../ui/link-diagram.tsx'

const LINES: Record<StateKind, LinkState> = {
  up: 'up',
  healthy: 'up',
  degraded: 'bad',
  no_data: 'unknown',
  establishing: 'establishing',
  waiting: 'waiting',
  rejected: 'bad',
  down: 'down',
  no_key: 'unknown',
  no_bgp: 'unknown',
  unknown: 'unknown',
}

const WORDS: Record<StateKind, string> = {
  up: 'up',
  healthy: 'healthy',
  degraded: 'degraded',
  no_data: 'no data',
  establishing: 'establishing',
  waiting: 'waiting',
  rejected: 'rejected',
  down: 'down',
  no_key: 'no key',
  no_bgp: 'unknown',
  unknown: 'unknown',
}

export const TunnelLink = ({
  tunnel,
  state,
  isStale,
}: {
  tunnel: Tunnel
  state: TunnelState
  isStale: boolean
}) => {
  const ends = endsOfText(tunnel.interface_address)
  const customer = tunnel.customer_endpoint ?? ''
  return (
    <LinkDiagram
      state={isStale ? 'stale' : LINES[state.kind]}
      cloudflare={{
        name: 'Cloudflare',
        address: tunnel.cloudflare_endpoint,
        inner: ends?.cloudflare ?? tunnel.interface_address,
        asn: tunnel.bgp ? BGP.cloudflareAsn : null,
      }}
      router={{
        name: 'Your router',
        address: customer,
        inner: ends?.customer ?? '',
        asn: tunnel.bgp?.customer_asn,
      }}
      middle={isStale ? 'last known' : WORDS[state.kind]}
      caption={`Cloudflare ${tunnel.cloudflare_endpoint} to your router ${customer || 'not set'}. Inside: Cloudflare ${ends?.cloudflare ?? 'unknown'}, your router ${ends?.customer ?? 'unknown'}. ${isStale ? `Last known: ${state.title}` : state.title}.`}
    />
  )
}
