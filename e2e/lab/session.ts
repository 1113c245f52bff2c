/** A real session in the words in which Cloudflare reports one. */
import type { RouterSession } from '../../src/contract/sandbox.ts'
import type { Session } from './speakers.ts'

/** The end that waits forgets why it refused; the one that called was told. */
const REFUSED = /bad peer as|open message error|unacceptable hold time/i

/** @param isUp whether there is a child to carry anything */
export const sessionOf = (
  isUp: boolean,
  { cloudflare, router }: { cloudflare: Session; router: Session },
): RouterSession => {
  // BIRD calls the state of an end that only listens Passive; BGP itself says Active (RFC 4271).
  const words = cloudflare.state.replace('Passive', 'Active')
  const bgp_state = isUp && words !== '' ? words : 'Idle'
  switch (bgp_state) {
    case 'Established':
      return { state: 'BGP_UP', tcp_established: true, bgp_state }
    case 'OpenSent':
    case 'OpenConfirm':
      return { state: 'BGP_ESTABLISHING', tcp_established: true, bgp_state }
    default:
      // TCP comes and goes with each attempt that is refused.
      return { state: 'BGP_DOWN', tcp_established: isUp && REFUSED.test(router.error), bgp_state }
  }
}
