/** The icon for where a route leads. Its shape alone is distinct; colour and the word beside it repeat it. */
import type { StateKind } from '../state/state.ts'
import { StateMark } from '../state/state-mark.tsx'
import type { TargetState } from './route-target.ts'

const KINDS: Record<TargetState, StateKind> = {
  cloudflare_side: 'rejected',
  no_tunnel: 'no_key',
  down: 'down',
  degraded: 'degraded',
  shared_pair: 'no_key',
  unknown: 'unknown',
  up: 'up',
}

const OF_TUNNEL: readonly TargetState[] = ['down', 'degraded', 'up']

/**
 * Whether the state may no longer be true, because the tunnels could not be read again. The other states say which
 * tunnel a route leads to, and that rarely changes.
 */
export const isOldState = (state: TargetState, isStale: boolean): boolean =>
  isStale && OF_TUNNEL.includes(state)

interface TargetMarkProps {
  state: TargetState
  /** The tunnels' last answer is old, so the icon does not show the state as current. */
  isStale: boolean
}

export const TargetMark = ({ state, isStale }: TargetMarkProps) => (
  <StateMark kind={KINDS[state]} isStale={isOldState(state, isStale)} />
)
