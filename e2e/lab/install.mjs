// @ts-check
/** Installs the packages of the tests with real daemons, or prints why the tests are skipped. */
import { prepare } from './packages.mjs'

const missing = prepare()
console.log(
  missing === null
    ? 'lab: strongSwan, FRR and BIRD are here'
    : `lab: SKIPPED, no real router is started: ${missing}`,
)
