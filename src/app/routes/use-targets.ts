/** Where each next hop leads, for a page that stays open. */
import { useMemo } from 'react'
import type { Route } from '../../contract/route.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import type { Probes } from '../state/state.ts'
import { createTargets, type Targets } from './route-target.ts'

/**
 * The same function until the tunnels, their health or the state at a next hop of these routes change: the clock alone
 * renders no route again. Of thousands of tunnels only those at a next hop are judged.
 * @param tunnels undefined while they are not read
 */
export const useTargets = (
  routes: readonly Route[] | undefined,
  tunnels: readonly Tunnel[] | undefined,
  now: number,
  probesOf: (tunnel: Tunnel) => Probes,
): Targets => {
  const current = useMemo(() => createTargets(tunnels, now, probesOf), [tunnels, now, probesOf])
  const states = useMemo(
    () => [...new Set(routes?.map(({ nexthop }) => nexthop))].map((hop) => current(hop).state).join(),
    [routes, current],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time counts only by the states that it leads to
  return useMemo(() => current, [tunnels, states, probesOf])
}
