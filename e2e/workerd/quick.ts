/**
 * The Worker with shorter deadlines, so that tests of a silent upstream are fast. Long enough for an answer that does
 * come, also on a busy machine.
 */
import { LOOK_DELAYS_MS } from '../../src/contract/calls/lost-answer.ts'
import { DEADLINES } from '../../src/server/upstream/exchange.ts'
import worker, { AccountObject } from '../../src/server/worker.ts'

Object.assign(DEADLINES, { read: 4000, 'dry-run': 4000, write: 4000 })
LOOK_DELAYS_MS.splice(0, LOOK_DELAYS_MS.length, 20, 40, 60, 80)

export { AccountObject }
export default worker
