/**
 * Where data centres differ in a tunnel's state for routing, and so in where the traffic for an address goes
 * (docs/routes-and-health.md, Which route wins). Pure.
 */
import type { Route } from '../../contract/route.ts'
import { type Entry, lookUp, type RoutingState, type Winner } from '../../contract/route-lookup.ts'
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
 * Those next hops for which another state of their tunnel would send the traffic elsewhere.
 * @param hops the next hops whose tunnel may have another state than `stateAt` says
 */
export const differencesOf = (
  address: string,
  routes: readonly Route[],
  stateAt: (nexthop: string) => RoutingState,
  hops: readonly string[],
  entry: Entry,
): Difference[] => {
  const usual = hopsOf(lookUp(address, routes, stateAt, entry)?.winners ?? [])
  return hops.flatMap((nexthop): Difference[] => {
    const { overall } = stateAt(nexthop)
    const byWinners = new Map<string, Difference>()
    for (const state of STATES) {
      if (state === overall) continue
      const winners =
        lookUp(address, routes, (hop) => (hop === nexthop ? { overall: state } : stateAt(hop)), entry)
          ?.winners ?? []
      const key = hopsOf(winners)
      if (key === usual) continue
      const states = [...(byWinners.get(key)?.states ?? []), state]
      byWinners.set(key, { nexthop, states, winners })
    }
    return [...byWinners.values()]
  })
}
