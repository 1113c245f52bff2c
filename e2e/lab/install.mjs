// @ts-check
/** Installs what the tests on real daemons need, or says clearly why they are skipped: they come after this. */
import { prepare } from './packages.mjs'

const missing = prepare()
console.log(
  missing === null
    ? 'lab: strongSwan, FRR and BIRD are here'
    : `lab: SKIPPED, no real router is started: ${missing}`,
)
