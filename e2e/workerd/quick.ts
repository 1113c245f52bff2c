/** The Worker with short deadlines, so that tests of a silent upstream are fast. */
import { LOOK_DELAYS_MS } from '../../src/contract/calls/lost-answer.ts'
import { DEADLINES } from '../../src/server/upstream/exchange.ts'
import worker, { AccountObject } from '../../src/server/worker.ts'

Object.assign(DEADLINES, { read: 400, 'dry-run': 400, write: 400 })
LOOK_DELAYS_MS.splice(0, LOOK_DELAYS_MS.length, 20, 40, 60, 80)

export { AccountObject }
export default worker
