/** The next hop of a route that is made on a tunnel's page: always the customer side, so there is nothing to type. */
import { endsOfText } from '../../contract/address.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { Address } from '../ui/address.tsx'

interface FixedHopProps {
  tunnel: Tunnel
  nexthop: string
  /** The next hop before the change; undefined for a new route. */
  before: string | undefined
}

export const FixedHop = ({ tunnel, nexthop, before }: FixedHopProps) => (
  <p className="mb-4 text-fg-2">
    Next hop <Address value={nexthop} />, your router's side of <span dir="auto">{tunnel.name}</span>.
    Cloudflare's side is <Address value={endsOfText(tunnel.interface_address)?.cloudflare ?? ''} />.
    {before !== undefined && before !== nexthop && (
      <>
        {' '}
        The route has <Address value={before} /> now: saving changes it.
      </>
    )}
  </p>
)
