/** The Worker with short deadlines, so that tests of a silent upstream are fast. */
import { LOOKS_MS } from '../../src/contract/lost-answer.ts'
import { DEADLINES } from '../../src/server/upstream/exchange.ts'
import worker, { AccountObject } from '../../src/server/worker.ts'

Object.assign(DEADLINES, { read: 400, 'dry-run': 400, write: 400 })
LOOKS_MS.splice(0, LOOKS_MS.length, 20, 40, 60, 80)

export { AccountObject }
export default worker
