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

export const TargetMark = ({ state }: { state: TargetState }) => <StateMark kind={KINDS[state]} />
