/** The static routes of a new or filled world, generated from its tunnels, the same every time. */
import { endsOfText } from '../../contract/address.ts'
import type { RouteInput } from '../../contract/route.ts'
import type { StoredRoute, StoredTunnel } from '../world/world.ts'
import { generatedId } from './fill.ts'

interface Into {
  prefix: string
  priority?: number
  description?: string
  scope?: RouteInput['scope']
  /** The next hop is Cloudflare's side of the tunnel: a common mistake. */
  isWrong?: boolean
}

/** Routes into the tunnels that every world starts with, by the tunnel's name. */
const FIRST: Readonly<Record<string, readonly Into[]>> = {
  'aws-euw1-vgw': [{ prefix: '10.60.0.0/16' }, { prefix: '10.61.0.0/20' }],
  // The line is cut, so the backup over Oslo carries the traffic.
  'chi-dc2-a': [{ prefix: '10.220.0.0/16' }],
  'osl-hq-a': [{ prefix: '10.220.0.0/16', priority: 200, description: 'Backup for Chicago' }],
  'ams-dc1-a': [{ prefix: '10.9.64.0/20', description: 'Amsterdam lab', isWrong: true }],
}

const GENERATED_NAME = /-br(\d{4})-([ab])$/

/**
 * Routes into a tunnel of a generated site: four networks where there is no BGP, and for some sites a static backup for
 * BGP. Some routes are limited to regions or have a wrong next hop.
 */
const generatedInto = ({ input }: StoredTunnel): Into[] => {
  const [, digits, line] = GENERATED_NAME.exec(input.name) ?? []
  if (digits === undefined) return []
  const place = Number(digits)
  const second = place >> 6
  const third = (place & 63) * 4
  if (input.bgp) {
    if (line === 'a' || place % 6 !== 1) return []
    return [{ prefix: `10.${second}.${third}.0/22`, priority: 200, isWrong: place % 97 === 1 }]
  }
  return [0, 1, 2, 3].map((network) => ({
    prefix: `10.${second}.${third + network}.0/24`,
    priority: line === 'a' ? 100 : 200,
    ...(place % 41 === 0 && { scope: { colo_regions: ['WEUR', 'EEUR'] } }),
  }))
}

const storedRoutes = (tunnel: StoredTunnel, into: readonly Into[], newId: () => string): StoredRoute[] => {
  const ends = endsOfText(tunnel.input.interface_address)
  if (!ends) return []
  const { created_on } = tunnel
  return into.map(({ prefix, priority = 100, description, scope, isWrong = false }) => ({
    id: newId(),
    input: {
      prefix,
      nexthop: isWrong ? ends.cloudflare : ends.customer,
      priority,
      description: description ?? tunnel.input.description ?? '',
      ...(scope && { scope }),
    },
    created_on,
    modified_on: created_on,
  }))
}

/** @param newId generates ids of routes */
export const routesInto = (tunnels: readonly StoredTunnel[], newId: () => string): StoredRoute[] =>
  tunnels.flatMap((tunnel) => storedRoutes(tunnel, FIRST[tunnel.input.name] ?? generatedInto(tunnel), newId))

/** The first index for ids of routes, far above the indexes of generated tunnels. */
const FIRST_ROUTE = 1_000_000

/** The routes of a filled world. */
export const filledRoutes = (tunnels: readonly StoredTunnel[]): StoredRoute[] => {
  let made = 0
  return routesInto(tunnels, () => generatedId(FIRST_ROUTE + made++))
}
