/** Words for routes and where traffic goes. */
import { rangeOf } from '../../contract/address/range.ts'
import { parseIpv4 } from '../../contract/address.ts'
import { isolated } from '../../contract/characters.ts'
import { isOddAt, type Route } from '../../contract/route.ts'
import { type Entry, HEALTH_PENALTY, type Way, type Winner } from '../../contract/route-lookup.ts'
import { grouped } from '../counted.ts'
import type { Targets } from './route-target.ts'
import { sharesByHop } from './traffic-change.ts'

/** The name of the tunnel at a next hop, for a sentence; the address if there is none or more than one. */
export const nameAt = (nexthop: string, targets: Targets): string => {
  const { state, tunnels } = targets(nexthop)
  const [tunnel] = tunnels
  if (!tunnel || state === 'shared_pair') return nexthop
  const name = isolated(tunnel.name)
  return state === 'cloudflare_side' ? `nowhere (Cloudflare's side of ${name})` : name
}

/** Why this route cannot be changed or deleted; undefined if it can. */
export const disabledReasonOf = ({ id }: Route, refusal: string | undefined): string | undefined =>
  id === '' ? 'The API returned no ID for this route' : refusal

/** What Cloudflare does without a route (docs/routes-and-health.md, Which route wins). */
export const sayUnrouted = (address: string): string => {
  const range = rangeOf(parseIpv4(address) ?? 0)
  if (range === 'private' || range === 'cgnat') return 'Cloudflare drops it'
  if (range === 'public') return 'Cloudflare sends it to the Internet'
  return 'nothing is known of it: it is no address of a host on the Internet'
}

export const sayPriority = (route: Route): string =>
  isOddAt(route, 'priority') ? 'not recognised' : String(route.priority)

/**
 * The priority that counts for the look-up, and on which state of the tunnel it rests.
 * Nothing is said of the state while health is still being read, so that the text after it does not move then.
 */
export const sayCounted = (
  { route, health, isOfColo, priority }: Way,
  { colo }: Entry,
  { targets, isHealthPending }: { targets: Targets; isHealthPending: boolean },
): string => {
  const { state: end, tunnels, mayDiffer } = targets(route.nexthop)
  const said = `priority ${sayPriority(route)}`
  if (health === 'unknown') {
    const isSaid = !isHealthPending && tunnels.length > 0 && end !== 'cloudflare_side'
    return isSaid ? `${said}, without a health penalty: the state for routing is unknown` : said
  }
  const state = `its tunnel's state for routing ${isOfColo ? `in ${colo} ` : ''}is ${health}`
  const penalty =
    priority !== route.priority && !isOddAt(route, 'priority')
      ? `, counted as ${grouped(priority)} because ${state}`
      : isOfColo
        ? `, without a health penalty: ${state}`
        : ''
  if (!mayDiffer || isOfColo) return said + penalty
  return colo === undefined
    ? `${said}${penalty}; data centres may differ in its tunnel's state for routing`
    : `${said}${penalty}; that rests on its tunnel's state over all data centres, because the one in ${colo} is not known`
}

export const sayShare = (share: number | null): string =>
  share === null ? 'share unknown' : `${Math.round(share * 1000) / 10} %`

/** `APAC`, `data centre den01`; empty without a place. */
export const sayEntry = ({ region, colo }: Entry): string => region ?? (colo ? `data centre ${colo}` : '')

/** `ams-dc1-a`, or `ams-dc1-a (50 %) and ams-dc1-b (50 %)`. */
export const sayWays = (winners: readonly Pick<Winner, 'route' | 'share'>[], targets: Targets): string => {
  const ways = [...sharesByHop(winners)]
  const [only] = ways
  if (!only) return 'no static route'
  if (ways.length === 1) return nameAt(only[0], targets)
  return ways.map(([nexthop, share]) => `${nameAt(nexthop, targets)} (${sayShare(share)})`).join(' and ')
}

/** The penalties that traffic is computed with, and what is not known about them; nothing of a healthy tunnel. */
export const sayPenalties = (hops: ReadonlySet<string>, targets: Targets): string[] =>
  [...hops].flatMap((nexthop) => {
    const { state, routing, mayDiffer } = targets(nexthop)
    if (state === 'no_tunnel' || state === 'cloudflare_side') return []
    const name = nameAt(nexthop, targets)
    if (routing === 'unknown') {
      return `The state for routing of ${name} is not known, so no health penalty is counted for it.`
    }
    const penalty = HEALTH_PENALTY[routing]
    return [
      ...(penalty > 0
        ? [`For routing ${name} is ${routing}: ${grouped(penalty)} is added to its priorities.`]
        : []),
      ...(mayDiffer
        ? [
            `Data centres may differ in the state for routing of ${name}, and some may send traffic elsewhere.`,
          ]
        : []),
    ]
  })
