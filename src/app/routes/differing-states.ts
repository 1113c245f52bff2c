/**
 * Where data centres differ in a tunnel's state for routing, and so in where the traffic for an address goes
 * (docs/routes-and-health.md, Which route wins). Pure.
 */
import type { Route } from '../../contract/route.ts'
import { type Entry, lookUp, type Winner } from '../../contract/route-lookup.ts'
import { healthAt, type Targets } from './route-target.ts'
import { sharesByHop } from './traffic-change.ts'

const STATES = ['healthy', 'degraded', 'down'] as const

export interface Difference {
  nexthop: string
  /** The states that some data centres have, without the state that the look-up counts with. */
  states: readonly (typeof STATES)[number][]
  /** Where those send the traffic. */
  winners: readonly Winner[]
}

const hopsOf = (winners: readonly Winner[]): string => [...sharesByHop(winners).keys()].sort().join()

/**
 * The next hops in the look-up whose state differs between data centres, if another of their states would send the
 * traffic elsewhere. The account's health is not by data centre; the tunnel's own says which have it.
 */
export const differencesOf = (
  address: string,
  routes: readonly Route[],
  targets: Targets,
  entry: Entry,
): Difference[] => {
  const usual = healthAt(targets)
  const found = lookUp(address, routes, usual, entry)
  const hops = new Set(
    [...(found?.winners ?? []), ...(found?.losers ?? [])].map(({ route }) => route.nexthop),
  )
  return [...hops].flatMap((nexthop): Difference[] => {
    const { routing, isMixed } = targets(nexthop)
    if (!isMixed) return []
    const byWinners = new Map<string, Difference>()
    for (const state of STATES) {
      if (state === routing) continue
      const winners =
        lookUp(address, routes, (hop) => (hop === nexthop ? state : usual(hop)), entry)?.winners ?? []
      const key = hopsOf(winners)
      if (key === hopsOf(found?.winners ?? [])) continue
      const states = [...(byWinners.get(key)?.states ?? []), state]
      byWinners.set(key, { nexthop, states, winners })
    }
    return [...byWinners.values()]
  })
}
