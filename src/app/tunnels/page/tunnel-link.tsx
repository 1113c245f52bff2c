/** A tunnel's two ends with its state on the line between them. */
import { endsOfText } from '../../../contract/address.ts'
import { BGP } from '../../../contract/bgp.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { noneAt } from '../../state/odd.ts'
import type { StateKind, TunnelState } from '../../state/state.ts'
import { LinkDiagram, type LinkState, NOT_SET } from '../../ui/link-diagram.tsx'

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
  const { cloudflare_endpoint: cloudflare, interface_address: inner } = tunnel
  const customer = tunnel.customer_endpoint ?? ''
  const noCloudflare = noneAt(tunnel, 'cloudflare_endpoint', NOT_SET)
  const noCustomer = noneAt(tunnel, 'customer_endpoint', NOT_SET)
  const noInner = noneAt(tunnel, 'interface_address', 'unknown')
  const caption = [
    `Cloudflare ${cloudflare || noCloudflare} to your router ${customer || noCustomer}.`,
    `Inside: Cloudflare ${ends?.cloudflare ?? noInner}, your router ${ends?.customer ?? noInner}.`,
    `${isStale ? `Last known: ${state.title}` : state.title}.`,
  ].join(' ')
  return (
    <LinkDiagram
      state={isStale ? 'stale' : LINES[state.kind]}
      cloudflare={{
        name: 'Cloudflare',
        address: cloudflare,
        inner: ends?.cloudflare ?? inner,
        none: { address: noCloudflare, inner: noInner },
        asn: tunnel.bgp ? BGP.cloudflareAsn : null,
      }}
      router={{
        name: 'Your router',
        address: customer,
        inner: ends?.customer ?? '',
        none: { address: noCustomer, inner: noInner },
        asn: tunnel.bgp?.customer_asn,
      }}
      middle={isStale ? 'last known' : WORDS[state.kind]}
      caption={caption}
    />
  )
}
