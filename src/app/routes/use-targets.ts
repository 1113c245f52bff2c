/** Where each next hop leads, for a page that stays open. */
import { useMemo } from 'react'
import type { Tunnel } from '../../contract/tunnel.ts'
import { sessionChangeOf } from '../state/session-change.ts'
import { kindOf, type Probes } from '../state/state.ts'
import { createTargets, type Targets } from './route-target.ts'

/** The same function until a tunnel or a state changes: the clock alone renders no route again. */
export const useTargets = (
  tunnels: readonly Tunnel[],
  now: number,
  probesOf: (tunnel: Tunnel) => Probes,
): Targets => {
  const kinds = useMemo(
    () => tunnels.map((tunnel) => kindOf(tunnel, now, probesOf(tunnel), sessionChangeOf(tunnel.id))).join(),
    [tunnels, now, probesOf],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time counts only by the states that it leads to
  return useMemo(() => createTargets(tunnels, now, probesOf), [tunnels, kinds, probesOf])
}
