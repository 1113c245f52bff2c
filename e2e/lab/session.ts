/** Converts the state of a real session to the form in which Cloudflare reports one. */
import type { RouterSession } from '../../src/contract/sandbox.ts'
import type { Session } from './speakers.ts'

/** Read from the router, because the passive end does not keep the reason of a refusal. */
const REFUSED = /bad peer as|open message error|unacceptable hold time/i

/** @param isUp whether there is a child SA */
export const sessionOf = (
  isUp: boolean,
  { cloudflare, router }: { cloudflare: Session; router: Session },
): RouterSession => {
  // BIRD calls the state of a passive end Passive; in BGP it is Active (RFC 4271).
  const words = cloudflare.state.replace('Passive', 'Active')
  const bgp_state = isUp && words !== '' ? words : 'Idle'
  switch (bgp_state) {
    case 'Established':
      return { state: 'BGP_UP', tcp_established: true, bgp_state }
    case 'OpenSent':
    case 'OpenConfirm':
      return { state: 'BGP_ESTABLISHING', tcp_established: true, bgp_state }
    default:
      // TCP connects and closes again with each refused attempt.
      return { state: 'BGP_DOWN', tcp_established: isUp && REFUSED.test(router.error), bgp_state }
  }
}
